package io.holdstill.mended;

import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory that two sources reach was copied whole below one of them and empty below the other.
 */
class NestedSourcesTest {
  @TempDir Path directory;

  @JdkTest
  void bothAreCopiedWhole(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** One source inside the other: in both orders, and by way of a link. */
  public static final class Program {
    private static final int FILES = 3;

    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(args[0]);
      Path outer = copies.source();
      Path inner = Files.createDirectory(outer.resolve("sub"));
      for (int i = 0; i < FILES; i++) {
        Files.write(inner.resolve("file-" + i), new byte[] {(byte) i});
      }
      Path linked = Files.createSymbolicLink(copies.directory().resolve("link"), outer);
      requireWhole(outer, inner, copies.directory().resolve("outer-first"));
      requireWhole(inner, outer, copies.directory().resolve("inner-first"));
      requireWhole(outer, linked.resolve("sub"), copies.directory().resolve("link-second"));
      requireWhole(linked.resolve("sub"), outer, copies.directory().resolve("link-first"));
      Copies.end();
    }

    private static void requireWhole(Path first, Path second, Path copy) throws IOException {
      Request.of(first, second, copy).take().orFail();
      for (int i = 0; i < FILES; i++) {
        requireFile(copy.resolve("source/sub/file-" + i), i);
        requireFile(copy.resolve("sub/file-" + i), i);
      }
    }

    private static void requireFile(Path file, int value) throws IOException {
      Copies.require(Files.isRegularFile(file), file + " is not there");
      byte[] content = Files.readAllBytes(file);
      Copies.require(content.length == 1 && content[0] == value, file + " is another");
    }
  }
}
