package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandle;

/**
 * Native memory that does not count against {@code -XX:MaxDirectMemorySize}: a snapshot must not
 * exhaust the application's budget. Addresses are plain; nobody checks them.
 */
public final class Memory {
  private static final Class<?> UNSAFE = Hidden.type("jdk.internal.misc.Unsafe");
  private static final Object INSTANCE = instance();
  private static final MethodHandle ALLOCATE = unsafe("allocateMemory", long.class, long.class);
  private static final MethodHandle FREE = unsafe("freeMemory", void.class, long.class);
  private static final MethodHandle GET_LONG = unsafe("getLong", long.class, long.class);
  private static final MethodHandle COPY =
      unsafe("copyMemory", void.class, long.class, long.class, long.class);
  private static final MethodHandle COPY_HEAP =
      unsafe(
          "copyMemory", void.class, Object.class, long.class, Object.class, long.class, long.class);
  private static final MethodHandle SET =
      unsafe("setMemory", void.class, long.class, long.class, byte.class);
  private static final long BYTES_AT = byteArrayBase();

  private Memory() {}

  public static long allocate(long bytes) {
    try {
      return (long) ALLOCATE.invokeExact(bytes);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  public static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  public static void copy(long from, long to, long bytes) {
    try {
      COPY.invokeExact(from, to, bytes);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  public static void copyOut(long from, byte[] to, int bytes) {
    copyOut(from, to, 0, bytes);
  }

  static void copyOut(long from, byte[] to, int at, int bytes) {
    try {
      COPY_HEAP.invokeExact((Object) null, from, (Object) to, BYTES_AT + at, (long) bytes);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  public static void copyIn(byte[] from, int at, long to, int bytes) {
    try {
      COPY_HEAP.invokeExact((Object) from, BYTES_AT + at, (Object) null, to, (long) bytes);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  /** Memory of zeros. */
  public static long allocateZeros(long bytes) {
    long address = allocate(bytes);
    try {
      SET.invokeExact(address, bytes, (byte) 0);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
    return address;
  }

  /** True if all of the bytes, a multiple of eight, are zero; data ends it at its first long. */
  public static boolean zero(long address, int bytes) {
    try {
      for (int i = 0; i < bytes; i += 8) {
        if ((long) GET_LONG.invokeExact(address + i) != 0) {
          return false;
        }
      }
      return true;
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  static long getLong(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  private static MethodHandle unsafe(String name, Class<?> result, Class<?>... in) {
    return Hidden.method(UNSAFE, name, result, in).bindTo(INSTANCE);
  }

  private static Object instance() {
    try {
      return Hidden.staticMethod(UNSAFE, "getUnsafe", UNSAFE).invoke();
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  private static long byteArrayBase() {
    try {
      return UNSAFE.getField("ARRAY_BYTE_BASE_OFFSET").getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no Unsafe.ARRAY_BYTE_BASE_OFFSET", e);
    }
  }
}
