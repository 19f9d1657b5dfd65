package io.holdstill.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The open file, and the one method that changes it. */
public final class Store implements Closeable {
  private final StoreDescriptor descriptor;
  private final Finished finished;
  private final List<Door> doors = new ArrayList<>();
  private final Path file;
  private final boolean randomAccess;

  Store(Path file, StoreDescriptor descriptor, boolean randomAccess) {
    this.file = file;
    this.descriptor = descriptor;
    this.randomAccess = randomAccess;
    this.finished = new Finished(descriptor.threads());
  }

  /** For the thread of that number, once. */
  Pen pen(int thread) throws IOException {
    if (randomAccess) {
      doors.add(Door.randomAccess(file));
    } else if (doors.isEmpty()) {
      doors.add(Door.channel(file));
    }
    return new Pen(descriptor, finished, thread, doors.get(doors.size() - 1));
  }

  /**
   * One logical update: the block and then its index entry. Between the two writes the file is not
   * in order, as any file with an index is not.
   */
  public void update(int block, Pen pen) throws IOException {
    pen.door.write(pen.nextBlock(block), descriptor.blockAt(block));
    finished.oneMore(pen.thread);
    pen.door.write(pen.itsEntry(), descriptor.entryAt(block));
    finished.oneMore(pen.thread);
  }

  @Override
  public void close() throws IOException {
    for (Door door : doors) {
      door.close();
    }
  }
}
