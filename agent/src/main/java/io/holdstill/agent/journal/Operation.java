package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.OpDescriptor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation, as {@link OpDescriptor} lays it down. Fields that its kind does not have are 0 or
 * null.
 *
 * @param kind of {@link OpDescriptor}
 * @param number orders operations on one file, and on names
 * @param file by which the journal knows the file
 * @param value position of a WRITE, length of a LENGTH, number covered by a FORCE
 * @param bytes of a WRITE
 * @param path of the name that is made, removed or first known; from where a RENAME goes
 * @param second where a RENAME goes; what a SYMLINK holds
 * @param text reason of UNGUARDED, or a STACK
 */
public record Operation(
    int kind,
    long number,
    long file,
    long value,
    ByteBuffer bytes,
    byte[] path,
    byte[] second,
    String text,
    Identity identity) {

  /** What the file system said of a file or directory as it was first known; 0 where unknown. */
  public record Identity(long device, long inode, int generation, int mode, int uid, int gid) {}

  static List<Operation> allOf(ByteBuffer in) {
    List<Operation> all = new ArrayList<>();
    while (in.hasRemaining()) {
      all.add(next(in));
    }
    return all;
  }

  private static Operation next(ByteBuffer in) {
    int kind = in.get();
    long number = in.getLong();
    long file = in.getLong();
    switch (kind) {
      case OpDescriptor.WRITE:
        long position = in.getLong();
        int length = in.getInt();
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new Operation(kind, number, file, position, bytes, null, null, null, null);
      case OpDescriptor.LENGTH:
        return new Operation(kind, number, file, in.getLong(), null, null, null, null, null);
      case OpDescriptor.FORCE:
        long covered = in.getLong();
        Identity metadata = new Identity(0, 0, 0, in.get(), 0, 0);
        return new Operation(kind, number, file, covered, null, null, null, null, metadata);
      case OpDescriptor.BIND:
        Identity bound = new Identity(in.getLong(), in.getLong(), in.getInt(), 0, 0, 0);
        return named(kind, number, file, Entry.path(in), null, bound);
      case OpDescriptor.CREATE:
        Identity made =
            new Identity(
                in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
        return named(kind, number, file, Entry.path(in), null, made);
      case OpDescriptor.DIRECTORY:
        Identity directory = new Identity(0, 0, 0, in.getInt(), in.getInt(), in.getInt());
        return named(kind, number, file, Entry.path(in), null, directory);
      case OpDescriptor.LINK:
      case OpDescriptor.DELETE:
        return named(kind, number, file, Entry.path(in), null, null);
      case OpDescriptor.SYMLINK:
      case OpDescriptor.RENAME:
        return named(kind, number, file, Entry.path(in), Entry.path(in), null);
      case OpDescriptor.UNGUARDED:
      case OpDescriptor.STACK:
        return new Operation(kind, number, file, 0, null, null, null, Entry.text(in), null);
      default:
        throw new IllegalArgumentException(
            "an operation of kind " + kind + ": written by a newer version of Holdstill");
    }
  }

  private static Operation named(
      int kind, long number, long file, byte[] path, byte[] second, Identity identity) {
    return new Operation(kind, number, file, 0, null, path, second, null, identity);
  }
}
