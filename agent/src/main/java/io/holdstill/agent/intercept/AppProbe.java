package io.holdstill.agent.intercept;

import io.holdstill.runtime.WriteGrouped;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * An application class for the self-test: what is woven at call sites and group methods shows only
 * in a class of another loader than ours.
 */
public final class AppProbe {
  private AppProbe() {}

  /** Called in the copy of this class that {@link #copy} defines. */
  public static void shorten(String file) throws IOException {
    try (RandomAccessFile random = new RandomAccessFile(file, "rw")) {
      random.setLength(1);
    }
  }

  /** Called in the copy. */
  @WriteGrouped
  public static void group(String unused) {}

  static void throughItsOwnLoader(Path file) throws ReflectiveOperationException, IOException {
    copy("shorten").invoke(null, file.toString());
  }

  static void groupInItsOwnLoader() {
    try {
      copy("group").invoke(null, "");
    } catch (ReflectiveOperationException | IOException e) {
      throw new LinkageError("the probe class cannot be used: " + e, e);
    }
  }

  private static Method copy(String method) throws ReflectiveOperationException, IOException {
    String name = AppProbe.class.getName();
    byte[] bytes;
    try (InputStream in =
        AppProbe.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
      bytes = in.readAllBytes();
    }
    return new OneClass(name, bytes).loadClass(name).getMethod(method, String.class);
  }

  /** A loader of this one class. */
  private static final class OneClass extends ClassLoader {
    private final String name;
    private final byte[] bytes;

    OneClass(String name, byte[] bytes) {
      super(ClassLoader.getPlatformClassLoader());
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String wanted) throws ClassNotFoundException {
      if (!wanted.equals(name)) {
        throw new ClassNotFoundException(wanted);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
