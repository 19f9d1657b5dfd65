package io.holdstill.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The writer's threads, taken one step further at a time in an order of the test's own, with the
 * writer's own composing of bytes. A write has three steps: it begins (its thread looks at what the
 * others have finished), its bytes change, it has ended (the others can see that).
 */
final class SimulatedRun {
  private static final int STEPS_OF_WRITE = 3;

  final StoreDescriptor store;
  private final byte[] file;
  private final MemoryDoor door;
  private final Finished finished;
  private final List<Actor> actors = new ArrayList<>();
  private int now;

  /** {@code folder}: for a moment. */
  SimulatedRun(StoreDescriptor store, Path folder) throws IOException {
    this.store = store;
    this.finished = new Finished(store.threads());
    Path fresh = folder.resolve("fresh");
    FreshFile.layOut(fresh, store);
    this.file = Files.readAllBytes(fresh);
    this.door = new MemoryDoor(file);
    Files.delete(fresh);
    for (int thread = 0; thread < store.threads(); thread++) {
      actors.add(new Actor(thread));
    }
  }

  void step(int thread) {
    now++;
    actors.get(thread).step();
  }

  void steps(int count, Random random) {
    for (int i = 0; i < count; i++) {
      step(random.nextInt(actors.size()));
    }
  }

  /** Lets every thread end the update that it is in. */
  void finishUpdates() {
    for (Actor actor : actors) {
      while (actor.steps % (2 * STEPS_OF_WRITE) != 0) {
        now++;
        actor.step();
      }
    }
  }

  /** The file as it is now. */
  Image image() {
    int[] writes = actors.stream().mapToInt(actor -> actor.written).toArray();
    return new Image(file.clone(), writes);
  }

  /** {@code writes}: for each thread, how many of its writes are in the bytes. */
  record Image(byte[] bytes, int[] writes) {
    boolean atUpdateBoundary() {
      for (int count : writes) {
        if (count % 2 != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether an instant explains so many writes of each thread, by what really happened. */
  boolean anInstantHas(int[] writes) {
    int latestBeginning = Integer.MIN_VALUE;
    int earliestEnd = Integer.MAX_VALUE;
    for (Actor actor : actors) {
      int count = writes[actor.thread];
      if (count > 0) {
        latestBeginning = Math.max(latestBeginning, actor.begun.get(count - 1));
      }
      if (count < actor.ended.size()) {
        earliestEnd = Math.min(earliestEnd, actor.ended.get(count));
      }
    }
    return latestBeginning < earliestEnd;
  }

  /** One thread of the writer. */
  private final class Actor {
    final int thread;
    final List<Integer> begun = new ArrayList<>();
    final List<Integer> ended = new ArrayList<>();
    int written;
    int steps;
    private final Pen pen;
    private final Schedule schedule;
    private int block;
    private ByteBuffer composed;

    Actor(int thread) {
      this.thread = thread;
      this.pen = new Pen(store, finished, thread, door);
      this.schedule = new Schedule(store, thread);
    }

    void step() {
      switch (steps++ % (2 * STEPS_OF_WRITE)) {
        case 0 -> {
          begun.add(now);
          block = schedule.block(pen.updates() + 1);
          composed = pen.nextBlock(block);
        }
        case 1 -> write(store.blockAt(block));
        case 3 -> {
          begun.add(now);
          composed = pen.itsEntry();
        }
        case 4 -> write(store.entryAt(block));
        default -> {
          ended.add(now);
          finished.oneMore(thread);
        }
      }
    }

    private void write(long position) {
      door.write(composed, position);
      written++;
    }
  }
}
