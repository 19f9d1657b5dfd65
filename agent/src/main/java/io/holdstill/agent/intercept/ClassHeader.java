package io.holdstill.agent.intercept;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The constant pool's words and the supertypes of a class file, in one quick pass: every class of
 * the application is looked at, and few are woven.
 */
final class ClassHeader {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private final ByteBuffer bytes;
  private final int[] at;
  private final Set<String> words = new HashSet<>();
  private final List<String> supertypes = new ArrayList<>();

  private ClassHeader(byte[] classFile) {
    bytes = ByteBuffer.wrap(classFile);
    bytes.position(8); // magic and version
    at = new int[Short.toUnsignedInt(bytes.getShort())];
    for (int i = 1; i < at.length; i++) {
      at[i] = bytes.position() + 1;
      i += constant(bytes.get());
    }
    bytes.getInt(); // access flags, this class
    supertype(Short.toUnsignedInt(bytes.getShort()));
    for (int n = Short.toUnsignedInt(bytes.getShort()); n > 0; n--) {
      supertype(Short.toUnsignedInt(bytes.getShort()));
    }
  }

  static ClassHeader of(byte[] classFile) {
    return new ClassHeader(classFile);
  }

  /** True if the constant pool has exactly this word. */
  boolean mentions(String word) {
    return words.contains(word);
  }

  /** The superclass and the interfaces, as {@link Class#getName} gives them. */
  List<String> supertypes() {
    return supertypes;
  }

  /** Skips one constant; returns how many further entries it takes. */
  private int constant(int tag) {
    switch (tag) {
      case UTF8 -> {
        int length = Short.toUnsignedInt(bytes.getShort());
        words.add(new String(bytes.array(), bytes.position(), length, StandardCharsets.ISO_8859_1));
        bytes.position(bytes.position() + length);
      }
      case LONG, DOUBLE -> {
        bytes.getLong();
        return 1;
      }
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> bytes.getShort();
      case METHOD_HANDLE -> bytes.position(bytes.position() + 3);
      default -> bytes.getInt();
    }
    return 0;
  }

  private void supertype(int index) {
    if (index != 0) {
      int name = at[Short.toUnsignedInt(bytes.getShort(at[index]))];
      int length = Short.toUnsignedInt(bytes.getShort(name));
      supertypes.add(
          new String(bytes.array(), name + 2, length, StandardCharsets.UTF_8).replace('/', '.'));
    }
  }
}
