package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a snapshot later is found out, each kind by its own message. */
class VerifyTest {
  @TempDir Path directory;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectories(directory.resolve("source"));
    Shell.run(source, "mkdir sub; seq 10000 > sub/file; ln -s sub/file link; : > nothing");
  }

  @JdkTest
  void findsEveryDifference(Jdk jdk) {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      application.take("CONSISTENT", source, directory.resolve("copy"));
    }
    finds(jdk, "true", 0, "every file is as the manifest says");
    finds(jdk, "echo more > source/extra", 3, "source/extra: extra");
    finds(jdk, "mkdir source/sub/extra", 3, "source/sub/extra: extra");
    finds(jdk, "rm source/nothing", 3, "source/nothing: missing");
    finds(jdk, "truncate -s -1 source/sub/file", 3, "source/sub/file: truncated");
    finds(jdk, "truncate -s +1 source/sub/file", 3, "source/sub/file: grown");
    String flip = "printf X | dd of=source/sub/file bs=1 seek=30000 conv=notrunc status=none";
    finds(jdk, flip, 3, "source/sub/file: changed");
    finds(jdk, "ln -sfn elsewhere source/link", 3, "source/link: points to");
    finds(jdk, "chmod 600 source/sub/file", 3, "source/sub/file: mode");
    finds(jdk, "rm source/link; echo > source/link", 3, "source/link: a file");
    finds(jdk, "sed -i s/CONSISTENT/CONSISTENX/ holdstill-manifest.json", 3, "damaged");
    finds(jdk, "truncate -s -20 holdstill-manifest.json", 3, "damaged");
    finds(jdk, "rm holdstill-manifest.json", 3, "no manifest");
  }

  /** Of a copy that was damaged in one respect. */
  private void finds(Jdk jdk, String damage, int exit, String message) {
    Shell.run(directory, "rm -rf damaged; cp -a copy damaged; cd damaged; " + damage);
    Cli.Result result = Cli.on(jdk).run("verify", directory.resolve("damaged").toString());
    assertEquals(exit, result.exit(), () -> damage + ": " + result);
    String said = result.stdout() + result.stderr();
    assertTrue(said.contains(message), () -> damage + ": " + result);
  }
}
