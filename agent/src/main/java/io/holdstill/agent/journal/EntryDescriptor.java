package io.holdstill.agent.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of one entry. A document of the queue holds one or more, each at a multiple of four
 * from its beginning with zeros between; of version 1, one. Numbers are big endian; texts and paths
 * as in {@code OpDescriptor}.
 *
 * <pre>
 *  0  int   magic "HSJ1"
 *  4  byte  version
 *  5  byte  kind
 *  6  short 0
 *  8  long  number    entries are numbered from 1 without a hole; groups in the order in which they
 *                     ended; SESSION repeats the number of the entry before it
 * 16  int   length of the body
 * 20  body, by kind:
 *     SESSION  long, long uuid of the session; long process; long begun (ms); long segment
 *              the first entry of every segment
 *     GROUP    long key, long began, long begunMillis, long endedMillis, byte flags,
 *              text name, text thread, operations
 *              a group that ended, or the last part of one; key is not 0 where there are parts;
 *              began: the number of the last entry when its first operation began
 *     PART     as GROUP: an earlier part. A group whose parts no GROUP follows has never ended
 *     GAP      long lost groups, long sinceMillis, long untilMillis, text reason
 *     POINT    long millis, long point: the number of the last entry at a snapshot point, when
 *              nobody was inside (in the first journals without it: its own number)
 *     BASE     long point (as of a POINT before it), text destination, int roots × (path name, path source),
 *              int excludes × text, int files × (long file, path in the destination); below 0: a file
 *              that the journal did not know, and that had a name outside of the snapshot
 *              the snapshot of that point was completed
 *     MARK     long millis, text name
 *     CLOSED   long millis; the session ended in order
 *  n  int   CRC-32C of all bytes before
 * </pre>
 *
 * An entry whose checksum does not fit is dropped: it is as if it were not there.
 */
public final class EntryDescriptor {
  public static final int VERSION = 2;
  public static final int MAGIC = 0x48534A31;
  public static final int HEAD_BYTES = 20;
  public static final int TAIL_BYTES = 4;

  public static final int SESSION = 1;
  public static final int GROUP = 2;
  public static final int PART = 3;
  public static final int GAP = 4;
  public static final int POINT = 5;
  public static final int BASE = 6;
  public static final int MARK = 7;
  public static final int CLOSED = 8;

  /** A group of one operation, made outside any group. */
  public static final int BARE = 1;

  /** Its thread died in it: it never ended. */
  public static final int ABANDONED = 2;

  private EntryDescriptor() {}

  static int aligned(int length) {
    return (length + 3) & -4;
  }

  static long aligned(long position) {
    return (position + 3) & -4L;
  }

  static void head(ByteBuffer into, int kind, long number, int bodyLength) {
    into.putInt(MAGIC).put((byte) VERSION).put((byte) kind).putShort((short) 0);
    into.putLong(number).putInt(bodyLength);
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
