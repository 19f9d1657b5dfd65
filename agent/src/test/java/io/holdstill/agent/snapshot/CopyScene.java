package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Chunk;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Instants;
import io.holdstill.runtime.gate.Pool;
import io.holdstill.runtime.gate.Saved;
import io.holdstill.runtime.gate.Scenery;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Stalls;
import io.holdstill.schedules.ModelFiles;
import io.holdstill.schedules.Scene;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two writers change the same blocks of a file, cut it short and let it grow, while the copier
 * takes it as it was at the instant: with room for two before-images, so that it must make room in
 * between.
 */
public class CopyScene implements Scene {
  private static final Path SOURCE = Path.of("/model/source");
  private static final Path TARGET = Path.of("/model/target");
  private static final int BLOCKS = 3;

  private Shot shot;
  private Pool pool;
  private GuardedFile file;
  private FileDescriptor source;
  private byte[] atPoint;
  private boolean found;
  private boolean refused;
  private long epoch;

  @Override
  public void begin() {
    Scenery.reset();
    source = ModelFiles.open(SOURCE, 0, 0);
    ModelFiles.write(source, filled(BLOCKS, 9), 0);
    pool = new Pool(2 * Chunk.BLOCK);
    shot = new Shot(pool, new Stalls(), path -> {}, 2 * Chunk.BLOCK, 20_000_000);
    FileStatus status = Scenery.status(source);
    file = new GuardedFile(status, ModelFiles.open(SOURCE, 0, 0), "source");
    shot.add(file);
    Shot.publish(shot);
    found = false;
    refused = false;
  }

  @Override
  public List<Runnable> threads() {
    return List.of(this::writeTwo, this::cutShort, this::request);
  }

  /** True where the writers begin once the instant has been found. */
  boolean afterTheInstant() {
    return false;
  }

  private void awaitInstant() {
    while (afterTheInstant() && !found) {
      Thread.onSpinWait();
    }
  }

  private void writeTwo() {
    awaitInstant();
    Scenery.enter();
    write(1, 1);
    write(0, 1);
    Scenery.leave();
    Scenery.enter();
    write(1, 2);
    Scenery.leave();
  }

  private void cutShort() {
    awaitInstant();
    Scenery.enter();
    write(1, 3);
    write(2, 3);
    Scenery.leave();
    Scenery.enter();
    Scenery.before(source, 0, Long.MAX_VALUE);
    ModelFiles.truncate(source, 0);
    write(0, 4);
    Scenery.leave();
  }

  private void write(int block, int value) {
    long position = (long) block * Chunk.BLOCK;
    Scenery.before(source, position, Chunk.BLOCK);
    requireDecided(position);
    ModelFiles.write(source, filled(1, value), position);
  }

  /** Nothing is overwritten before somebody has its before-image. */
  private void requireDecided(long position) {
    boolean on = found && Scenery.entered() >= epoch && Shot.active() == shot;
    try {
      if (on && shot.broken() == null && position < file.atPoint().status.size) {
        boolean decided = file.decided(position);
        Instants.require(decided || Shot.active() != shot, "OVERWRITTEN UNSAVED: " + position);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void request() {
    for (int i = 0; i < 5 && !found; i++) {
      long raised = Barrier.raise(1_000_000);
      if (Barrier.empty()) {
        atPoint = ModelFiles.content(SOURCE);
        epoch = Barrier.nextEpoch();
        found = Barrier.cut(raised);
      }
      Barrier.lower(raised);
      Barrier.wake();
    }
    if (found) {
      copy();
    }
    Shot.publish(null);
    shot.end();
    file.frontier(Long.MAX_VALUE);
    pool.close();
  }

  private void copy() {
    Map<GuardedFile, Path> targets = new HashMap<>();
    targets.put(file, TARGET);
    try (Copier copier = new Copier(shot, pool, null, targets, () -> false, copy -> {})) {
      copier.run();
    } catch (Refused honest) {
      refused = true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void check() {
    Instants.require(Scenery.free(pool) <= 2, "A BUFFER WAS GIVEN BACK TWICE");
    if (found && !refused && shot.broken() == null) {
      Instants.require(
          Arrays.equals(atPoint, ModelFiles.content(TARGET)),
          "NOT THE CONTENT AT THE INSTANT: "
              + said(atPoint)
              + " became "
              + said(ModelFiles.content(TARGET)));
      requireHandedOverOnce();
    }
  }

  private void requireHandedOverOnce() {
    long seen = 0;
    for (Saved each = Scenery.chunk(file).saved(); each != null; each = each.below()) {
      Instants.require((seen & 1L << each.block) == 0, "HANDED OVER TWICE: block " + each.block);
      Instants.require(each.released() || shot.oldestSaved() != null, "NEVER RELEASED");
      seen |= 1L << each.block;
    }
  }

  private static byte[] filled(int blocks, int value) {
    byte[] bytes = new byte[blocks * Chunk.BLOCK];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static String said(byte[] bytes) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < bytes.length; i += Chunk.BLOCK) {
      text.append(bytes[i]);
    }
    return text.append(']').toString();
  }
}
