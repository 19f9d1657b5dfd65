package io.holdstill.mended;

import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.runtime.WriteGroup;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A call that fails by itself changes nothing: it is no reason to give up a snapshot. */
class FailingCallsTest {
  @TempDir Path directory;

  @JdkTest
  void breakNoSnapshot(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** Fails in every way while a request waits for the open group that does it. */
  public static final class Program {
    private static final ByteBuffer DATA = ByteBuffer.allocate(10);
    private final Path source;

    private Program(Path source) {
      this.source = source;
    }

    private interface Call {
      void run() throws IOException;
    }

    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      Program program = new Program(copies.source());
      long id;
      try (Elsewhere owner = new Elsewhere()) {
        WriteGroup[] group = new WriteGroup[1];
        owner.does(() -> group[0] = WriteGroup.begin("fails"));
        id = copies.request().begin();
        Copies.await(() -> Request.phase(id).equals("waiting"), "it does not wait");
        owner.does(program::failInAllWays);
        owner.does(group[0]::close);
      }
      Request.await(id, 60_000).orFail();
      Copies.end();
    }

    private void failInAllWays() throws IOException {
      for (Path below : List.of(source.resolve("file/x"), source.resolve("missing/x"))) {
        namesFail(below);
      }
      namesFail(source.resolve("n".repeat(300)));
      closedFilesFail();
    }

    private void namesFail(Path path) throws IOException {
      Path file = source.resolve("file");
      File old = path.toFile();
      fails(() -> Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      fails(() -> Files.write(path, new byte[10]));
      fails(() -> new FileOutputStream(old).close());
      fails(() -> new RandomAccessFile(old, "rw").close());
      fails(() -> Files.createFile(path));
      fails(() -> Files.createDirectory(path));
      fails(() -> Files.delete(path.resolve("y")));
      fails(() -> Files.move(file, path));
      fails(() -> Files.copy(file, path));
      fails(() -> Files.createLink(path, file));
      fails(() -> Files.createSymbolicLink(path, file));
      fails(() -> new File(old, "y").createNewFile());
      Copies.require(!old.delete() && !old.mkdir(), path + " could be made");
      Copies.require(!file.toFile().renameTo(old), path + " could be made");
    }

    private void closedFilesFail() throws IOException {
      Path file = source.resolve("file");
      RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw");
      FileOutputStream stream = new FileOutputStream(file.toFile(), true);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      random.close();
      stream.close();
      channel.close();
      fails(() -> random.write(1));
      fails(() -> random.writeLong(1));
      fails(() -> random.setLength(1));
      fails(() -> stream.write(1));
      fails(() -> stream.write(new byte[10]));
      fails(() -> channel.write(DATA));
      fails(() -> channel.write(DATA, 5));
      fails(() -> channel.truncate(1));
    }

    private static void fails(Call call) {
      try {
        call.run();
      } catch (IOException wanted) {
        return;
      }
      throw new AssertionError("it did not fail");
    }
  }
}
