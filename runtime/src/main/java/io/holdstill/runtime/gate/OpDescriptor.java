package io.holdstill.runtime.gate;

/**
 * The bytes of one recorded operation, as the journal keeps them. Numbers are big endian; a path is
 * an unsigned short and that many bytes, exactly as the file system has them; a text is the same in
 * UTF-8.
 *
 * <pre>
 *  0  byte  kind
 *  1  long  number    taken inside the lock that orders operations on the file or on names
 *  9  long  file      by which the journal knows the file; 0 where none is meant
 * 17  by kind:
 *     WRITE      long position, int length, bytes
 *     LENGTH     long length                        truncated or extended to it
 *     FORCE      long covered, byte metadata        covered: the last number when the call began
 *     BIND       long device, long inode, int generation, path
 *                                                   a file that was there before, under this name
 *     CREATE     long device, long inode, int generation, int mode, int uid, int gid, path
 *     LINK       path                               a further name
 *     UNGUARDED  text reason                        from here on the file has another way in
 *     DIRECTORY  int mode, int uid, int gid, path
 *     SYMLINK    path, path target
 *     DELETE     path                               a file, a link or an empty directory
 *     RENAME     path from, path to                 whatever had the second name has it no more
 *     STACK      text                               of the operation that follows
 * </pre>
 *
 * Paths are absolute, and free of links but for their last component. An operation that failed is
 * not recorded, a write that wrote less is recorded as far as it went.
 */
public final class OpDescriptor {
  public static final int WRITE = 1;
  public static final int LENGTH = 2;
  public static final int FORCE = 3;
  public static final int BIND = 4;
  public static final int CREATE = 5;
  public static final int LINK = 6;
  public static final int UNGUARDED = 7;
  public static final int DIRECTORY = 8;
  public static final int SYMLINK = 9;
  public static final int DELETE = 10;
  public static final int RENAME = 11;
  public static final int STACK = 12;

  /** Kind, number and file. */
  public static final int HEAD_BYTES = 17;

  private OpDescriptor() {}
}
