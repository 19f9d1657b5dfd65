package io.holdstill.agent.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * One entry of a journal, as it was read and found whole.
 *
 * @param kind as in {@link EntryDescriptor}
 * @param number its place in the journal
 * @param body the bytes of its body, from 0 to its limit; not to be written to
 */
public record Entry(int kind, long number, ByteBuffer body) {

  /** What a SESSION entry says. */
  public record Session(UUID id, long process, long begunMillis, long segment) {}

  /**
   * A group, or a part of one.
   *
   * @param key 0 where the group has no parts
   * @param began the number of the last entry when its first operation began
   */
  public record Group(
      long number,
      long key,
      long began,
      long begunMillis,
      long endedMillis,
      int flags,
      String name,
      String thread,
      ByteBuffer operations) {
    public boolean bare() {
      return (flags & EntryDescriptor.BARE) != 0;
    }

    public boolean abandoned() {
      return (flags & EntryDescriptor.ABANDONED) != 0;
    }

    public List<Operation> decoded() {
      return Entry.read(number, operations, Operation::allOf);
    }
  }

  /** Groups that were lost. */
  public record Gap(long number, long lost, long sinceMillis, long untilMillis, String reason) {}

  /** A name for a moment. */
  public record Mark(long number, long millis, String name) {}

  /** A completed snapshot of an earlier POINT. */
  public record Base(
      long number,
      long point,
      String destination,
      List<Root> roots,
      List<String> excludes,
      List<Known> files) {}

  /** A source and its name in the destination, in exact bytes. */
  public record Root(byte[] name, byte[] source) {}

  /** A file that the journal knew at the point, by its path in the destination. */
  public record Known(long file, byte[] path) {}

  public Session session() {
    return read(
        in ->
            new Session(
                new UUID(in.getLong(), in.getLong()), in.getLong(), in.getLong(), in.getLong()));
  }

  public Group group() {
    return read(this::group);
  }

  private Group group(ByteBuffer in) {
    return new Group(
        number,
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get(),
        text(in),
        text(in),
        in.slice());
  }

  public Gap gap() {
    return read(in -> new Gap(number, in.getLong(), in.getLong(), in.getLong(), text(in)));
  }

  public Mark mark() {
    return read(in -> new Mark(number, in.getLong(), text(in)));
  }

  /** Of a POINT: the number of the last entry then. */
  public long point() {
    return body.limit() >= 2 * Long.BYTES ? body.getLong(Long.BYTES) : number;
  }

  /** Of a POINT and of CLOSED. */
  public long millis() {
    return read(ByteBuffer::getLong);
  }

  public Base base() {
    return read(this::base);
  }

  private Base base(ByteBuffer in) {
    long point = in.getLong();
    String destination = text(in);
    List<Root> roots = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      roots.add(new Root(path(in), path(in)));
    }
    List<String> excludes = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      excludes.add(text(in));
    }
    List<Known> files = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      files.add(new Known(in.getLong(), path(in)));
    }
    return new Base(number, point, destination, roots, excludes, files);
  }

  private <T> T read(Function<ByteBuffer, T> reading) {
    return read(number, body, reading);
  }

  /** What its checksum vouches for was written so, but not by a Holdstill that knew its kind. */
  private static <T> T read(long number, ByteBuffer bytes, Function<ByteBuffer, T> reading) {
    try {
      return reading.apply(bytes.duplicate());
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalArgumentException(
          "entry " + number + " is whole and makes no sense; no Holdstill wrote it so", e);
    }
  }

  static byte[] path(ByteBuffer in) {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return bytes;
  }

  static String text(ByteBuffer in) {
    return new String(path(in), StandardCharsets.UTF_8);
  }
}
