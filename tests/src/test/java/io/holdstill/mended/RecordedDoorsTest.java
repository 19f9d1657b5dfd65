package io.holdstill.mended;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.copy.Request;
import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Doors that the journal recorded wrongly, so that a replay to the end was not what the files were:
 * appends by position, transfers beyond the end, and what came from outside of {@code sources},
 * with the inode number of what the journal had not seen go.
 */
class RecordedDoorsTest {
  @TempDir Path directory;

  @JdkTest
  void theEndOfTheJournalIsWhatTheFilesAre(Jdk jdk) throws IOException {
    Path source = directory.resolve("source");
    Path journal = directory.resolve("journal");
    Scene.plays(
        jdk, ",journal=" + journal + ",sources=" + source, Program.class, directory, "" + journal);
    String base = directory.resolve("copy-0").toString();
    Path replayed = directory.resolve("replayed");
    Cli.Result result =
        Cli.on(jdk).run("replay", base, "--journal", "" + journal, "--to", replayed.toString());
    assertEquals(0, result.exit(), result::toString);
    assertEquals(tree(source), tree(replayed.resolve("source")));
  }

  /** Each name, and what it holds. */
  private static Map<String, String> tree(Path top) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path path : all.toList()) {
        String held =
            Files.isRegularFile(path)
                ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).trim()
                : "(directory)";
        tree.put(top.relativize(path).toString(), held);
      }
    }
    return tree;
  }

  /** One of each. */
  public static final class Program {
    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(args[0]);
      Path in = copies.source();
      Path out = Files.createDirectory(copies.directory().resolve("outside"));
      Files.writeString(in.resolve("appended"), "0123456789");
      Files.writeString(in.resolve("short"), "short");
      Files.writeString(in.resolve("replaced"), "old");
      Request.of(in, copies.directory().resolve("copy-0")).take().orFail();
      append(in.resolve("appended"), out);
      beyond(in.resolve("short"), out);
      arrive(in, out);
      inherit(in, out);
      Copies.end();
    }

    /** The kernel appends, whatever position it is given. */
    private static void append(Path file, Path out) throws IOException {
      Path other = Files.writeString(out.resolve("imported"), "import");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND);
          FileChannel from = FileChannel.open(other);
          FileOutputStream stream = new FileOutputStream(file.toFile(), true)) {
        channel.write(ByteBuffer.wrap("XX".getBytes()), 3);
        channel.transferFrom(from, 0, 5);
        stream.getChannel().write(ByteBuffer.wrap("YY".getBytes()), 0);
        channel.write(ByteBuffer.allocate(0));
        channel.write(ByteBuffer.wrap("ZZ".getBytes()));
      }
    }

    private static void beyond(Path file, Path out) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileChannel from = FileChannel.open(out.resolve("imported"))) {
        channel.transferFrom(from, 1000, 5); // of no effect on earlier JDKs
      }
    }

    private static void arrive(Path in, Path out) throws IOException {
      Files.createDirectories(out.resolve("tree/below"));
      Files.writeString(out.resolve("tree/below/file"), "a tree that came");
      Files.move(out.resolve("tree"), in.resolve("tree"));
      Files.writeString(in.resolve("tree/below/file"), "and is written", StandardOpenOption.APPEND);
      Files.writeString(out.resolve("file"), "a file that came");
      Files.move(out.resolve("file"), in.resolve("came"));
      Files.writeString(out.resolve("second"), "a file in the place of another");
      Files.move(
          out.resolve("second"), in.resolve("replaced"), StandardCopyOption.REPLACE_EXISTING);
      Path linked = Files.writeString(out.resolve("linked"), "linked from outside");
      Files.createLink(in.resolve("link"), linked);
      try (FileChannel outside = FileChannel.open(linked, StandardOpenOption.WRITE)) {
        outside.write(ByteBuffer.wrap("LINKED".getBytes()), 0);
      }
      Files.move(in.resolve("came"), out.resolve("away"));
      Files.writeString(out.resolve("away"), "changed outside");
      Files.move(out.resolve("away"), in.resolve("back"));
    }

    /** What comes may have the inode number of what has just gone, unseen by the journal. */
    private static void inherit(Path in, Path out) throws IOException {
      for (int i = 0; i < 5; i++) {
        try (FileChannel channel =
            FileChannel.open(
                in.resolve("closed" + i),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
          channel.write(ByteBuffer.wrap("deleted as it is closed".getBytes()));
        }
        Files.writeString(out.resolve("heir" + i), "heir");
        Files.move(out.resolve("heir" + i), in.resolve("heir" + i));
        Files.writeString(in.resolve("gone" + i), "deleted outside of the sources");
        Files.move(in.resolve("gone" + i), out.resolve("gone" + i));
        Files.delete(out.resolve("gone" + i));
        Files.writeString(out.resolve("next" + i), "next");
        Files.move(out.resolve("next" + i), in.resolve("next" + i));
      }
    }
  }
}
