package io.holdstill.runtime.gate;

import io.holdstill.schedules.Hooks;
import io.holdstill.schedules.ModelFiles;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The engine as it was when it was loaded, and its package's doors for scenes of other packages.
 */
public final class Scenery {
  private Scenery() {}

  /** Puts back what a run has left in static fields; loads what the next one needs. */
  public static void reset() {
    try {
      ((AtomicLongArray) get(Barrier.class, "WORD")).set(24, 0);
      set(Barrier.class, "epoch", 0L);
      set(Barrier.class, "loweredNanos", 0L);
      ((AtomicInteger) get(Barrier.class, "HELD")).set(0);
      ((Queue<?>) get(Barrier.class, "PARKED")).clear();
      Slot[] stripes = (Slot[]) get(Slots.class, "STRIPES");
      for (Slot stripe : stripes) {
        stripe.inside = 0;
      }
      Constructor<?> view = get(Slots.class, "view").getClass().getDeclaredConstructors()[0];
      view.setAccessible(true);
      Slot[] room = new Slot[64];
      System.arraycopy(stripes, 0, room, 0, stripes.length);
      set(Slots.class, "view", view.newInstance(room, stripes.length));
      Shot.publish(null);
      Writer.current();
      Barrier.inside();
      GroupName.of("scene");
      ModelFiles.clear();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** What {@code fstat} would say of a model's file; each change is a later time. */
  public static FileStatus status(FileDescriptor fd) {
    try {
      Constructor<?> made = FileStatus.class.getDeclaredConstructors()[0];
      made.setAccessible(true);
      return (FileStatus) made.newInstance(1L, 1L, 0100600, 1, 0, 0, ModelFiles.size(fd), 0L, 0);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Of the calling thread. */
  public static void enter() {
    Writer.current().enter();
    Hooks.passed();
  }

  public static void leave() {
    Writer.current().leave();
  }

  public static long entered() {
    return Writer.current().openWord;
  }

  public static void before(FileDescriptor fd, long position, long length) {
    Gate.before(fd, position, length);
  }

  public static boolean raised(long word) {
    return Barrier.word() == word;
  }

  /** True while the barrier is raised, whoever looks. */
  public static boolean standing() {
    return (Barrier.word() & Barrier.RAISED) != 0;
  }

  /** Takes what is free, at most three. */
  public static int free(Pool pool) {
    int free = 0;
    while (free < 3 && pool.take() >= 0) {
      free++;
    }
    return free;
  }

  /** The first one; of a file without any, an untouched one. */
  public static Chunk chunk(GuardedFile file) {
    try {
      AtPoint at = file.atPoint();
      return at.count() == 0 ? new Chunk() : at.chunk(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static int occupied() {
    return Slots.occupied().size();
  }

  static Object get(Class<?> owner, String name) throws ReflectiveOperationException {
    return field(owner, name).get(null);
  }

  static void set(Class<?> owner, String name, Object value) throws ReflectiveOperationException {
    field(owner, name).set(null, value);
  }

  private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
