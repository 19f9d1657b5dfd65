package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Path;

/** What the stress tests set where the engine sets it under circumstances that they lack. */
final class Insight {
  private static final VarHandle LEAKED_AT = handle(Slot.class, "leakedAt", long.class);
  private static final VarHandle FRONTIER = handle(GuardedFile.class, "frontier", long.class);
  private static final Field SLOT = field(Writer.class, "slot");
  private static final Constructor<Writer> WRITER = made(Writer.class, Thread.class);
  private static final Constructor<GroupName> NAME = made(GroupName.class, int.class, String.class);

  private Insight() {}

  static void leakedAt(Slot slot, long entries) {
    LEAKED_AT.setVolatile(slot, entries);
  }

  static long frontier(GuardedFile file) {
    return (long) FRONTIER.getVolatile(file);
  }

  /** Of the calling thread, by another slot than its own. */
  static Writer writer(Slot slot) {
    try {
      Writer writer = WRITER.newInstance(Thread.currentThread());
      SLOT.set(writer, slot);
      return writer;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link GroupName#of} makes it, but for the bound on how many there are. */
  static GroupName groupName() {
    try {
      return NAME.newInstance(0, "stress");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** A descriptor of a file that is there. */
  static FileDescriptor open() {
    try {
      return Io.open(Looked.PATH, Io.RDONLY, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FileKey key(FileDescriptor descriptor) {
    try {
      return FileStatus.of(descriptor).key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void close(FileDescriptor descriptor) {
    try {
      Io.close(descriptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a file that is there. */
  static FileStatus status() {
    return Looked.STATUS;
  }

  static GuardedFile file() {
    return new GuardedFile(Looked.STATUS, null, "stress");
  }

  private static final class Looked {
    static final Path PATH = Path.of("/proc/self/status");
    static final FileStatus STATUS = look();

    private static FileStatus look() {
      try {
        return FileStatus.of(PATH, true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static void put(long address, long value) {
    try {
      Class<?> unsafe = Hidden.type("jdk.internal.misc.Unsafe");
      Object instance = Hidden.staticMethod(unsafe, "getUnsafe", unsafe).invoke();
      Hidden.method(unsafe, "putLong", void.class, long.class, long.class)
          .invoke(instance, address, value);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static <T> Constructor<T> made(Class<T> owner, Class<?>... in) {
    try {
      Constructor<T> made = owner.getDeclaredConstructor(in);
      made.setAccessible(true);
      return made;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static VarHandle handle(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Field field(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }
}
