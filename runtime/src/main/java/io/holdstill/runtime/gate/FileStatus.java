package io.holdstill.runtime.gate;

/** What {@code fstat} says. */
public final class FileStatus {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;

  public final FileKey key;
  public final int links;
  public final int uid;
  public final int gid;
  public final long size;
  public final long mtimeSeconds;
  public final int mtimeNanos;
  private final int mode;

  FileStatus(
      long device,
      long inode,
      int mode,
      int links,
      int uid,
      int gid,
      long size,
      long mtimeSeconds,
      int mtimeNanos) {
    this.key = new FileKey(device, inode);
    this.mode = mode;
    this.links = links;
    this.uid = uid;
    this.gid = gid;
    this.size = size;
    this.mtimeSeconds = mtimeSeconds;
    this.mtimeNanos = mtimeNanos;
  }

  public boolean regular() {
    return (mode & TYPE) == REGULAR;
  }

  public boolean directory() {
    return (mode & TYPE) == DIRECTORY;
  }

  public boolean symlink() {
    return (mode & TYPE) == SYMLINK;
  }

  /** As {@code chmod} takes them. */
  public int permissions() {
    return mode & 07777;
  }
}
