package io.holdstill.oracle;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;

/** A file that stands open, whatever becomes of its name. Several threads may use it. */
final class Door implements Closeable {
  final int number;
  private volatile Closeable opened;

  Door(int number) {
    this.number = number;
  }

  Door opened(Closeable by) {
    opened = by;
    return this;
  }

  boolean isOpened() {
    return opened != null;
  }

  FileChannel channel() {
    return opened instanceof FileOutputStream stream ? stream.getChannel() : (FileChannel) opened;
  }

  FileOutputStream stream() {
    return (FileOutputStream) opened;
  }

  RandomAccessFile random() {
    return (RandomAccessFile) opened;
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public String toString() {
    return "door " + number;
  }
}
