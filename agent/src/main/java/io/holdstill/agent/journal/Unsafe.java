package io.holdstill.agent.journal;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;

/**
 * Takes the place of {@code sun.misc.Unsafe} in Chronicle's classes, which are packed so that they
 * name this one: JDK 24 and later warn of every program that uses the other, and JDK 26 refuses it.
 * The methods are those that Chronicle calls, under the names by which it calls them.
 *
 * <p>Compiled by itself, against a package of the JDK that is not exported.
 */
public final class Unsafe {
  public static final int ARRAY_BYTE_BASE_OFFSET = constant("ARRAY_BYTE_BASE_OFFSET");
  public static final int ARRAY_CHAR_BASE_OFFSET = constant("ARRAY_CHAR_BASE_OFFSET");
  public static final int ARRAY_OBJECT_INDEX_SCALE =
      jdk.internal.misc.Unsafe.ARRAY_OBJECT_INDEX_SCALE;

  private static final jdk.internal.misc.Unsafe JDK = jdk.internal.misc.Unsafe.getUnsafe();

  /** Chronicle looks for it by this name. */
  @SuppressWarnings("unused")
  private static final Unsafe theUnsafe = new Unsafe();

  private Unsafe() {}

  /** An int in JDK 17, a long later. */
  private static int constant(String name) {
    try {
      return Math.toIntExact(jdk.internal.misc.Unsafe.class.getField(name).getLong(null));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no Unsafe." + name, e);
    }
  }

  public int addressSize() {
    return JDK.addressSize();
  }

  public Object allocateInstance(Class<?> type) throws InstantiationException {
    return JDK.allocateInstance(type);
  }

  public long allocateMemory(long bytes) {
    return JDK.allocateMemory(bytes);
  }

  /** Its result is an int in JDK 17, a long later. */
  public int arrayBaseOffset(Class<?> type) {
    try {
      Method found = jdk.internal.misc.Unsafe.class.getMethod("arrayBaseOffset", Class.class);
      return ((Number) found.invoke(JDK, type)).intValue();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no Unsafe.arrayBaseOffset", e);
    }
  }

  public boolean compareAndSwapInt(Object object, long offset, int expected, int value) {
    return JDK.compareAndSetInt(object, offset, expected, value);
  }

  public boolean compareAndSwapLong(Object object, long offset, long expected, long value) {
    return JDK.compareAndSetLong(object, offset, expected, value);
  }

  public void copyMemory(long from, long to, long bytes) {
    JDK.copyMemory(from, to, bytes);
  }

  public void copyMemory(Object from, long fromOffset, Object to, long toOffset, long bytes) {
    JDK.copyMemory(from, fromOffset, to, toOffset, bytes);
  }

  public void freeMemory(long address) {
    JDK.freeMemory(address);
  }

  public void fullFence() {
    JDK.fullFence();
  }

  public int getAndAddInt(Object object, long offset, int value) {
    return JDK.getAndAddInt(object, offset, value);
  }

  public long getAndAddLong(Object object, long offset, long value) {
    return JDK.getAndAddLong(object, offset, value);
  }

  public int getAndSetInt(Object object, long offset, int value) {
    return JDK.getAndSetInt(object, offset, value);
  }

  public boolean getBoolean(Object object, long offset) {
    return JDK.getBoolean(object, offset);
  }

  public byte getByte(long address) {
    return JDK.getByte(address);
  }

  public byte getByte(Object object, long offset) {
    return JDK.getByte(object, offset);
  }

  public byte getByteVolatile(Object object, long offset) {
    return JDK.getByteVolatile(object, offset);
  }

  public char getChar(Object object, long offset) {
    return JDK.getChar(object, offset);
  }

  public double getDouble(long address) {
    return JDK.getDouble(address);
  }

  public double getDouble(Object object, long offset) {
    return JDK.getDouble(object, offset);
  }

  public double getDoubleVolatile(Object object, long offset) {
    return JDK.getDoubleVolatile(object, offset);
  }

  public float getFloat(long address) {
    return JDK.getFloat(address);
  }

  public float getFloat(Object object, long offset) {
    return JDK.getFloat(object, offset);
  }

  public float getFloatVolatile(Object object, long offset) {
    return JDK.getFloatVolatile(object, offset);
  }

  public int getInt(long address) {
    return JDK.getInt(address);
  }

  public int getInt(Object object, long offset) {
    return JDK.getInt(object, offset);
  }

  public int getIntVolatile(Object object, long offset) {
    return JDK.getIntVolatile(object, offset);
  }

  public long getLong(long address) {
    return JDK.getLong(address);
  }

  public long getLong(Object object, long offset) {
    return JDK.getLong(object, offset);
  }

  public long getLongVolatile(Object object, long offset) {
    return JDK.getLongVolatile(object, offset);
  }

  public Object getObject(Object object, long offset) {
    return JDK.getReference(object, offset);
  }

  public short getShort(long address) {
    return JDK.getShort(address);
  }

  public short getShort(Object object, long offset) {
    return JDK.getShort(object, offset);
  }

  public short getShortVolatile(Object object, long offset) {
    return JDK.getShortVolatile(object, offset);
  }

  public void invokeCleaner(ByteBuffer buffer) {
    JDK.invokeCleaner(buffer);
  }

  public void loadFence() {
    JDK.loadFence();
  }

  public long objectFieldOffset(Field field) {
    return JDK.objectFieldOffset(field);
  }

  public int pageSize() {
    return JDK.pageSize();
  }

  public void putBoolean(Object object, long offset, boolean value) {
    JDK.putBoolean(object, offset, value);
  }

  public void putByte(long address, byte value) {
    JDK.putByte(address, value);
  }

  public void putByte(Object object, long offset, byte value) {
    JDK.putByte(object, offset, value);
  }

  public void putByteVolatile(Object object, long offset, byte value) {
    JDK.putByteVolatile(object, offset, value);
  }

  public void putChar(Object object, long offset, char value) {
    JDK.putChar(object, offset, value);
  }

  public void putDouble(long address, double value) {
    JDK.putDouble(address, value);
  }

  public void putDouble(Object object, long offset, double value) {
    JDK.putDouble(object, offset, value);
  }

  public void putDoubleVolatile(Object object, long offset, double value) {
    JDK.putDoubleVolatile(object, offset, value);
  }

  public void putFloat(long address, float value) {
    JDK.putFloat(address, value);
  }

  public void putFloat(Object object, long offset, float value) {
    JDK.putFloat(object, offset, value);
  }

  public void putFloatVolatile(Object object, long offset, float value) {
    JDK.putFloatVolatile(object, offset, value);
  }

  public void putInt(long address, int value) {
    JDK.putInt(address, value);
  }

  public void putInt(Object object, long offset, int value) {
    JDK.putInt(object, offset, value);
  }

  public void putIntVolatile(Object object, long offset, int value) {
    JDK.putIntVolatile(object, offset, value);
  }

  public void putLong(long address, long value) {
    JDK.putLong(address, value);
  }

  public void putLong(Object object, long offset, long value) {
    JDK.putLong(object, offset, value);
  }

  public void putLongVolatile(Object object, long offset, long value) {
    JDK.putLongVolatile(object, offset, value);
  }

  public void putObject(Object object, long offset, Object value) {
    JDK.putReference(object, offset, value);
  }

  public void putOrderedInt(Object object, long offset, int value) {
    JDK.putIntRelease(object, offset, value);
  }

  public void putOrderedLong(Object object, long offset, long value) {
    JDK.putLongRelease(object, offset, value);
  }

  public void putShort(long address, short value) {
    JDK.putShort(address, value);
  }

  public void putShort(Object object, long offset, short value) {
    JDK.putShort(object, offset, value);
  }

  public void putShortVolatile(Object object, long offset, short value) {
    JDK.putShortVolatile(object, offset, value);
  }

  public void setMemory(long address, long bytes, byte value) {
    JDK.setMemory(address, bytes, value);
  }

  public void setMemory(Object object, long offset, long bytes, byte value) {
    JDK.setMemory(object, offset, bytes, value);
  }

  public void storeFence() {
    JDK.storeFence();
  }
}
