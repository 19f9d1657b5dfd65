package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** A journal is a directory, and nothing else that anybody could notice. */
class SilenceTest {
  @TempDir Path folder;

  @JdkTest
  void nothingIsSeenOrHeardOfIt(Jdk jdk) throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path work = Files.createDirectory(folder.resolve("work"));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path journal = folder.resolve("journal");
    // Chronicle would set the application's properties by a file of this name.
    Files.writeString(work.resolve("system.properties"), "intruder=yes\n");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("")
            .flags("-javaagent:" + Lend.jar(folder))
            .flags("-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary)
            .environment("HOME", home.toString())
            .directory(work)
            .run(StoreProgram.class, journal.toString(), "quiet")
            .start()) {
      assertEquals("threads while open []", jvm.readLine());
      assertEquals("threads []", jvm.readLine());
      assertEquals("properties []", jvm.readLine());
      assertEquals("sockets 0", jvm.readLine());
      assertEquals("faults []", jvm.readLine());
      assertEquals("opened false", jvm.readLine());
      assertEquals("exported false", jvm.readLine());
      assertEquals(0, jvm.awaitExit());
      assertEquals("", jvm.stderr());
    }
    assertEquals(Set.of(), names(home));
    assertEquals(Set.of("system.properties"), names(work));
    assertEquals(Set.of(), names(temporary));
    assertEquals(Set.of("journal.lock", "segment-00000001"), names(journal));
    assertEquals(
        Set.of("19700101F.cq4", "metadata.cq4t"), names(journal.resolve("segment-00000001")));
  }

  private static Set<String> names(Path directory) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var all = Files.newDirectoryStream(directory)) {
      all.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }
}
