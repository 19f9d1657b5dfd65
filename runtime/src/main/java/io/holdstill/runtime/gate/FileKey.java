package io.holdstill.runtime.gate;

/** Which file: device and inode. A path decides nothing (links, bind mounts, renames). */
public final class FileKey {
  public final long device;
  public final long inode;

  public FileKey(long device, long inode) {
    this.device = device;
    this.inode = inode;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileKey
        && ((FileKey) other).inode == inode
        && ((FileKey) other).device == device;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(inode * 31 + device);
  }
}
