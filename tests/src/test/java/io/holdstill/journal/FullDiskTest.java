package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk is an exception that says so, in the call that would have written: nothing that was
 * appended is lost, nothing of what was not is there, and it goes on once there is space.
 */
class FullDiskTest {
  private static final int BALLAST_BYTES = 8 << 20;

  @TempDir Path folder;

  @JdkTest
  void onTmpfs(Jdk jdk) throws IOException {
    try (Mount disk = Mount.tmpfs(folder.resolve("disk"), "size=48m")) {
      fillAndGoOn(jdk, disk.path());
    }
  }

  @JdkTest
  void onExt4(Jdk jdk) throws IOException {
    try (Mount disk = Mount.ext4(folder.resolve("disk"), "64M")) {
      fillAndGoOn(jdk, disk.path());
    }
  }

  private void fillAndGoOn(Jdk jdk, Path disk) throws IOException {
    Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
    Path journal = disk.resolve("journal");
    long last;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("")
            .flags("-javaagent:" + Lend.jar(folder))
            .run(StoreProgram.class, journal.toString(), "fill")
            .start()) {
      assertTrue(appended(jvm)[0] > 1_000);
      jvm.send("again"); // still full
      assertEquals(0, appended(jvm)[0]);
      Files.delete(ballast);
      jvm.send("again");
      long[] more = appended(jvm);
      assertTrue(more[0] > 500, more[0] + " after space was made");
      last = more[1];
      jvm.send("close");
      assertEquals("faults []", jvm.awaitLine("faults "));
      assertEquals(0, jvm.awaitExit());
      assertEquals("", jvm.stderr());
    }
    List<Long> numbers = Judge.read(journal);
    assertEquals(0, numbers.get(0));
    assertEquals(last, numbers.size() - 1);
    assertEquals(last, numbers.get(numbers.size() - 1));
  }

  /** How many, and the number of the last. */
  private static long[] appended(ForkedJvm jvm) {
    String[] words = jvm.awaitLine("full ").split(" ");
    assertEquals("JournalFull", words[3]);
    return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
  }
}
