package io.holdstill.agent.intercept;

import io.holdstill.runtime.WriteGroup;
import io.holdstill.runtime.gate.Groups;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Every way to change a file that the self-test takes, each once, by the name of its cut. */
final class Ways {
  private Ways() {}

  private interface OnChannel {
    void take(FileChannel channel) throws Exception;
  }

  private interface OnRandom {
    void take(RandomAccessFile file) throws Exception;
  }

  private interface OnStream {
    void take(FileOutputStream stream) throws Exception;
  }

  /** Changes of content: block 0 must be saved before. */
  static Map<String, SelfTest.Way> writes() {
    Map<String, SelfTest.Way> ways = new LinkedHashMap<>();
    channels(ways);
    randoms(ways);
    ways.put("FileOutputStream(String)", file -> new FileOutputStream(file.toFile()).close());
    ways.put("FileOutputStream.write(int)", appending(s -> s.write(1)));
    ways.put("FileOutputStream.write(byte[])", appending(s -> s.write(new byte[8])));
    ways.put("FileOutputStream.write(byte[],int,int)", appending(s -> s.write(new byte[8], 1, 2)));
    ways.put("newByteChannel(TRUNCATE_EXISTING)", file -> Files.newOutputStream(file).close());
    return ways;
  }

  private static void channels(Map<String, SelfTest.Way> ways) {
    ways.put("FileChannel.write(ByteBuffer)", channel(c -> c.write(buffer())));
    ways.put(
        "FileChannel.write(ByteBuffer[],int,int)",
        channel(c -> c.write(new ByteBuffer[] {buffer(), buffer()}, 0, 2)));
    ways.put("FileChannel.write(ByteBuffer,long)", channel(c -> c.write(buffer(), 1)));
    ways.put("FileChannel.truncate", channel(c -> c.truncate(1)));
    ways.put(
        "FileChannel.transferTo",
        channel(c -> withSource(c, source -> source.transferTo(0, 9, c))));
    ways.put(
        "FileChannel.transferFrom",
        channel(c -> withSource(c, source -> c.transferFrom(source, 0, 9))));
  }

  private static void randoms(Map<String, SelfTest.Way> ways) {
    ways.put("RandomAccessFile.write(int)", random(f -> f.write(1)));
    ways.put("RandomAccessFile.write(byte[])", random(f -> f.write(new byte[8])));
    ways.put("RandomAccessFile.write(byte[],int,int)", random(f -> f.write(new byte[8], 1, 2)));
    ways.put("RandomAccessFile.writeBoolean", random(f -> f.writeBoolean(true)));
    ways.put("RandomAccessFile.writeByte", random(f -> f.writeByte(1)));
    ways.put("RandomAccessFile.writeShort", random(f -> f.writeShort(1)));
    ways.put("RandomAccessFile.writeChar", random(f -> f.writeChar('x')));
    ways.put("RandomAccessFile.writeInt", random(f -> f.writeInt(1)));
    ways.put("RandomAccessFile.writeLong", random(f -> f.writeLong(1)));
    ways.put("RandomAccessFile.writeFloat", random(f -> f.writeFloat(1)));
    ways.put("RandomAccessFile.writeDouble", random(f -> f.writeDouble(1)));
    ways.put("RandomAccessFile.writeBytes(String)", random(f -> f.writeBytes("x")));
    ways.put("RandomAccessFile.writeChars(String)", random(f -> f.writeChars("x")));
    ways.put("RandomAccessFile.writeUTF(String)", random(f -> f.writeUTF("x")));
    ways.put("RandomAccessFile.setLength", AppProbe::throughItsOwnLoader);
  }

  /** Changes of names: the news must arrive. */
  static Map<String, SelfTest.Way> names() {
    Map<String, SelfTest.Way> ways = new LinkedHashMap<>();
    ways.put("open(CREATE)", Ways::create);
    ways.put("RandomAccessFile(rw)", file -> new RandomAccessFile(file.toFile(), "rw").close());
    ways.put("FileOutputStream", file -> new FileOutputStream(file.toFile()).close());
    ways.put("Files.createDirectory", Files::createDirectory);
    ways.put("Files.createLink", file -> Files.createLink(file, made(file)));
    ways.put("Files.createSymbolicLink", file -> Files.createSymbolicLink(file, Path.of("x")));
    ways.put("Files.move", file -> Files.move(made(file), file));
    ways.put("Files.copy", file -> Files.copy(made(file), file));
    ways.put(
        "Files.copy(REPLACE_EXISTING)",
        file -> Files.copy(made(file), file, StandardCopyOption.REPLACE_EXISTING));
    ways.put("Files.delete", Ways::deleted);
    ways.put("SecureDirectoryStream", Ways::relative);
    ways.put("File.createNewFile", file -> file.toFile().createNewFile());
    ways.put("File.mkdir", file -> file.toFile().mkdir());
    ways.put("File.renameTo", file -> made(file).toFile().renameTo(file.toFile()));
    ways.put("File.createTempFile", Ways::temporary);
    return ways;
  }

  /** Groups by annotation and by API. */
  static Map<String, BooleanSupplier> groups() {
    Map<String, BooleanSupplier> proofs = new LinkedHashMap<>();
    proofs.put("@WriteGrouped", () -> entersAGate(AppProbe::groupInItsOwnLoader));
    proofs.put("WriteGroup.begin", () -> entersAGate(() -> WriteGroup.begin("self-test").close()));
    return proofs;
  }

  private static boolean entersAGate(Runnable group) {
    long before = Groups.evidence()[0];
    group.run();
    return Groups.evidence()[0] > before;
  }

  private static void create(Path file) throws IOException {
    Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)).close();
  }

  private static void deleted(Path file) throws IOException {
    create(file);
    Files.delete(file);
  }

  private static void temporary(Path file) throws IOException {
    File made = File.createTempFile("holdstill", null, file.getParent().toFile());
    Files.move(made.toPath(), file);
  }

  private static void relative(Path file) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(file.getParent())) {
      SecureDirectoryStream<Path> secure = (SecureDirectoryStream<Path>) stream;
      Path name = file.getFileName();
      Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      secure.newByteChannel(name, options).close();
      secure.move(name, secure, Path.of(name + "-moved"));
      secure.deleteFile(Path.of(name + "-moved"));
    }
  }

  /** Another file beside it. */
  private static Path made(Path file) throws IOException {
    return Files.write(file.resolveSibling(file.getFileName() + "-other"), new byte[16]);
  }

  private static void withSource(FileChannel target, OnChannel way) throws Exception {
    Path source = Files.createTempFile("holdstill-self-test", null);
    try {
      Files.write(source, new byte[16]);
      try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
        way.take(channel);
      }
    } finally {
      Files.delete(source);
    }
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(8);
  }

  private static SelfTest.Way channel(OnChannel way) {
    return file -> {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        way.take(channel);
      }
    };
  }

  private static SelfTest.Way random(OnRandom way) {
    return file -> {
      try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
        way.take(random);
      }
    };
  }

  /** A stream at offset 0 that has not truncated: of a descriptor that was opened otherwise. */
  private static SelfTest.Way appending(OnStream way) {
    return file -> {
      try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
        way.take(new FileOutputStream(random.getFD()));
      }
    };
  }
}
