package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real file systems that turn bad while the copy is made. Not tried: quotas and device errors (they
 * need quota tools and the device mapper, which most machines of CI keep from us); the sweep
 * injects both.
 */
class RealDisksTest {
  @TempDir Path folder;

  @JdkTest
  void tmpfsFillsUp(Jdk jdk) throws IOException {
    try (Mount disk = Mount.tmpfs(folder.resolve("disk"), "size=32m")) {
      fillsUp(jdk, disk);
    }
  }

  @JdkTest
  void ext4FillsUp(Jdk jdk) throws IOException {
    try (Mount disk = Mount.ext4(folder.resolve("disk"), "32M")) {
      fillsUp(jdk, disk);
    }
  }

  private void fillsUp(Jdk jdk, Mount disk) throws IOException {
    Path copy = disk.path().resolve("copy");
    try (Phased application = new Phased(jdk, folder, "")) {
      String id = application.stoppedAt("copying", copy);
      Mount.shell("head -c 1G /dev/zero > '" + disk.path().resolve("ballast") + "' || true");
      String receipt = application.goesOn(id);
      assertTrue(receipt.contains("verdict=FAILED "), receipt);
      assertTrue(receipt.toLowerCase().contains("no space left"), receipt);
      assertTrue(receipt.contains("/copy.partial"), receipt);
      assertFalse(Attempt.there(Attempt.partial(copy)), receipt);
      Files.delete(disk.path().resolve("ballast"));
      application.tell("good " + copy);
      application.tell("untouched");
    }
  }

  @JdkTest
  void itIsRemountedReadOnly(Jdk jdk) throws IOException {
    for (String phase : new String[] {"copying", "sealing", "publish"}) {
      try (Mount disk = Mount.ext4(folder.resolve("disk-" + phase), "32M")) {
        remounted(jdk, phase, disk);
      }
    }
  }

  private void remounted(Jdk jdk, String phase, Mount disk) throws IOException {
    Path copy = disk.path().resolve("copy");
    Path own = Files.createDirectory(folder.resolve(phase));
    try (Phased application = new Phased(jdk, own, "")) {
      String id = application.stoppedAt(phase, copy);
      disk.readOnly();
      String receipt = application.goesOn(id);
      assertTrue(receipt.contains("verdict=FAILED "), receipt);
      assertTrue(receipt.contains("ead-only file system"), receipt);
      assertTrue(receipt.contains("could not be removed"), receipt);
      disk.writable();
      application.tell("good " + copy);
      assertFalse(Attempt.there(Attempt.partial(copy)), receipt);
      application.tell("untouched");
    }
  }

  @JdkTest
  void theDestinationIsRemovedMeanwhile(Jdk jdk) throws IOException {
    try (Phased application = new Phased(jdk, folder, "")) {
      for (String phase : new String[] {"waiting", "copying", "sealing", "publish"}) {
        Path parent = Files.createDirectory(folder.resolve("parent-" + phase));
        Path copy = parent.resolve("copy");
        String id = application.stoppedAt(phase, copy);
        Attempt.remove(parent);
        String receipt = application.goesOn(id);
        assertTrue(receipt.contains("verdict=FAILED "), phase + ": " + receipt);
        assertTrue(receipt.contains("copy.partial"), phase + ": " + receipt);
        assertFalse(Attempt.there(parent), phase);
      }
      application.tell("good " + folder.resolve("copy"));
      application.tell("untouched");
    }
  }
}
