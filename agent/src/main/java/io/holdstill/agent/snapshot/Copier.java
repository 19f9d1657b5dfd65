package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Chunk;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Memory;
import io.holdstill.runtime.gate.Pool;
import io.holdstill.runtime.gate.Saved;
import io.holdstill.runtime.gate.Shot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Copies the files of a snapshot in order, and between two chunks serves the writers: first what a
 * large change is about to destroy, then before-images that fill the pool.
 */
final class Copier implements AutoCloseable {
  private final Shot shot;
  private final Pool pool;
  private final Destination destination;
  private final Map<GuardedFile, Path> targets;
  private final BooleanSupplier cancelled;
  private final Consumer<FileCopy> opened;
  private final long buffer = Memory.allocate(Chunk.SIZE);
  private final Map<GuardedFile, FileCopy> open = new LinkedHashMap<>();
  private final Set<GuardedFile> finished = new HashSet<>();

  volatile long bytesDone;
  volatile long filesDone;

  /**
   * @param targets where each file goes, in the order in which they are copied
   * @param opened told of each copy as it begins
   */
  Copier(
      Shot shot,
      Pool pool,
      Destination destination,
      Map<GuardedFile, Path> targets,
      BooleanSupplier cancelled,
      Consumer<FileCopy> opened) {
    this.shot = shot;
    this.pool = pool;
    this.destination = destination;
    this.targets = targets;
    this.cancelled = cancelled;
    this.opened = opened;
  }

  void run() throws IOException, Refused {
    for (GuardedFile file : targets.keySet()) {
      copy(file);
    }
  }

  private void copy(GuardedFile file) throws IOException, Refused {
    FileCopy copy = open(file);
    for (int i = 0; i < copy.at.count(); i++) {
      serve();
      destination.wrote(copy.copy(i));
      long to = Math.min(copy.size(), (i + 1L) * Chunk.SIZE);
      bytesDone += to - (long) i * Chunk.SIZE;
      file.frontier((i + 1L) * Chunk.SIZE);
      copy.copiedTo = to;
    }
    serve();
    copy.finish();
    open.remove(file);
    finished.add(file);
    filesDone++;
  }

  private FileCopy open(GuardedFile file) throws IOException {
    FileCopy copy = open.get(file);
    if (copy == null) {
      copy = new FileCopy(shot, file, targets.get(file), buffer);
      open.put(file, copy);
      opened.accept(copy);
    }
    return copy;
  }

  private void serve() throws IOException, Refused {
    if (shot.broken() != null) {
      throw new Refused("BROKEN_OFF", shot.broken());
    }
    if (cancelled.getAsBoolean()) {
      throw Refused.cancelled();
    }
    for (Shot.CopyFirst wanted = shot.pollUrgent(); wanted != null; wanted = shot.pollUrgent()) {
      first(wanted);
    }
    for (Saved oldest = shot.oldestSaved(); oldest != null; oldest = shot.oldestSaved()) {
      if (!pool.pressed()) {
        return;
      }
      spill(oldest);
    }
  }

  private void first(Shot.CopyFirst wanted) throws IOException, Refused {
    if (!finished.contains(wanted.file)) {
      FileCopy copy = open(wanted.file);
      for (int i = (int) (wanted.begin / Chunk.SIZE); (long) i * Chunk.SIZE < wanted.end; i++) {
        destination.wrote(copy.copy(i));
      }
    }
    wanted.done = true;
  }

  private void spill(Saved saved) throws IOException {
    FileCopy copy = open(saved.file);
    copy.spill(saved);
  }

  /** Frees the buffer; whatever is still open was not finished. */
  @Override
  public void close() {
    open.values().forEach(FileCopy::abandon);
    open.clear();
    Memory.free(buffer);
  }
}
