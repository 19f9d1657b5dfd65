package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.runtime.gate.OpDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Operations in the bytes that {@link OpDescriptor} draws. */
public final class Ops {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  public byte[] bytes() {
    return bytes.toByteArray();
  }

  /** One more step in the writing, which cannot fail in memory. */
  private interface Step {
    void write(DataOutputStream out) throws IOException;
  }

  private Ops op(int kind, long number, long file, Step rest) {
    return step(
        to -> {
          to.writeByte(kind);
          to.writeLong(number);
          to.writeLong(file);
          rest.write(to);
        });
  }

  private Ops step(Step step) {
    try {
      step.write(out);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Ops add(byte[] encoded) {
    return step(to -> to.write(encoded));
  }

  public Ops write(long number, long file, long position, byte[] content) {
    return op(
        OpDescriptor.WRITE,
        number,
        file,
        to -> {
          to.writeLong(position);
          to.writeInt(content.length);
          to.write(content);
        });
  }

  public Ops write(long number, long file, long position, String content) {
    return write(number, file, position, content.getBytes(StandardCharsets.UTF_8));
  }

  public Ops length(long number, long file, long length) {
    return op(OpDescriptor.LENGTH, number, file, to -> to.writeLong(length));
  }

  public Ops force(long number, long file) {
    return op(
        OpDescriptor.FORCE,
        number,
        file,
        to -> {
          to.writeLong(number);
          to.writeByte(1);
        });
  }

  public Ops bind(long number, long file, String path) {
    return op(
        OpDescriptor.BIND,
        number,
        file,
        to -> {
          to.write(new byte[20]);
          path(to, path);
        });
  }

  public Ops create(long number, long file, int mode, String path) {
    return op(
        OpDescriptor.CREATE,
        number,
        file,
        to -> {
          to.write(new byte[20]);
          identity(to, mode);
          path(to, path);
        });
  }

  public Ops create(long number, long file, String path) {
    return create(number, file, 0644, path);
  }

  public Ops link(long number, long file, String path) {
    return op(OpDescriptor.LINK, number, file, to -> path(to, path));
  }

  public Ops unguarded(long number, long file, String reason) {
    return op(OpDescriptor.UNGUARDED, number, file, to -> text(to, reason));
  }

  public Ops directory(long number, String path) {
    return op(
        OpDescriptor.DIRECTORY,
        number,
        0,
        to -> {
          identity(to, 0755);
          path(to, path);
        });
  }

  public Ops symlink(long number, String path, String target) {
    return op(
        OpDescriptor.SYMLINK,
        number,
        0,
        to -> {
          path(to, path);
          path(to, target);
        });
  }

  public Ops delete(long number, String path) {
    return delete(number, 0, path);
  }

  public Ops delete(long number, long file, String path) {
    return op(OpDescriptor.DELETE, number, file, to -> path(to, path));
  }

  public Ops rename(long number, String from, String to) {
    return rename(number, 0, from, to);
  }

  public Ops rename(long number, long file, String from, String to) {
    return op(
        OpDescriptor.RENAME,
        number,
        file,
        at -> {
          path(at, from);
          path(at, to);
        });
  }

  public Ops stack(long number, String stack) {
    return op(OpDescriptor.STACK, number, 0, to -> text(to, stack));
  }

  private static void identity(DataOutputStream to, int mode) throws IOException {
    to.writeInt(0100000 | mode);
    to.writeInt(-1); // nobody's, so that any user can run the tests
    to.writeInt(-1);
  }

  /** Exact bytes, one char each. */
  private static void path(DataOutputStream to, String exact) throws IOException {
    byte[] path = ExactPaths.bytes(exact);
    to.writeShort(path.length);
    to.write(path);
  }

  static void text(DataOutputStream to, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    to.writeShort(utf8.length);
    to.write(utf8);
  }

  /** The exact bytes of a real path. */
  public static String exact(Path path) {
    return "/" + new ExactPaths(Path.of("/")).of(path);
  }
}
