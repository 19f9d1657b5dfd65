package io.holdstill.demo;

import java.nio.ByteBuffer;

/** A file in memory. */
record MemoryDoor(byte[] file) implements Door {
  @Override
  public ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes);
  }

  @Override
  public void write(ByteBuffer bytes, long position) {
    System.arraycopy(bytes.array(), 0, file, (int) position, bytes.capacity());
  }

  @Override
  public void close() {}
}
