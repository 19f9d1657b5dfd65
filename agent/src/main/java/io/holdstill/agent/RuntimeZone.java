package io.holdstill.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Puts the classes of the jar's {@code runtime/} folder into the bootstrap loader, where woven JDK
 * code and every application find them. It lives in the agent's loader and not at the door, because
 * {@code jdk.internal.misc} must not be opened to the application's module.
 *
 * <p>{@code Instrumentation.appendToBootstrapClassLoaderSearch}, the official way, makes the JVM
 * print a warning about class-data sharing on the application's stderr; it is the second choice.
 */
public final class RuntimeZone {
  private static final String FOLDER = "runtime/";
  private static final String WITNESS = "io.holdstill.runtime.WriteGroup";

  private RuntimeZone() {}

  /** Defines what is not there yet, and returns the module of the runtime classes. */
  public static Module define(Path jar, Instrumentation inst)
      throws IOException, ReflectiveOperationException {
    Map<String, byte[]> missing = missing(jar);
    try {
      defineInOrder(missing, new Definer());
    } catch (ReflectiveOperationException | LinkageError e) {
      append(missing, inst, e);
    }
    return Class.forName(WITNESS, false, null).getModule();
  }

  /**
   * A class whose superclass or interface is not there yet has to wait for the next round. Nothing
   * of the failed try remains.
   */
  private static void defineInOrder(Map<String, byte[]> classes, Definer definer)
      throws ReflectiveOperationException {
    int before;
    NoClassDefFoundError last = null;
    do {
      before = classes.size();
      for (String name : classes.keySet().toArray(new String[0])) {
        try {
          definer.define(name, classes.get(name));
          classes.remove(name);
        } catch (NoClassDefFoundError e) {
          last = e;
        }
      }
    } while (!classes.isEmpty() && classes.size() < before);
    if (!classes.isEmpty()) {
      throw last;
    }
  }

  private static Map<String, byte[]> missing(Path jar) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".class")) {
          add(classes, entry, file);
        }
      }
    }
    return classes;
  }

  private static void add(Map<String, byte[]> classes, JarEntry entry, JarFile file)
      throws IOException {
    String path = entry.getName().substring(FOLDER.length());
    String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
    if (!isThere(name)) {
      try (InputStream in = file.getInputStream(entry)) {
        classes.put(name, in.readAllBytes());
      }
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void append(Map<String, byte[]> classes, Instrumentation inst, Throwable because)
      throws IOException {
    try {
      Path jar = Files.createTempFile("holdstill-runtime", ".jar");
      jar.toFile().deleteOnExit();
      write(classes, jar);
      inst.appendToBootstrapClassLoaderSearch(new JarFile(jar.toFile()));
    } catch (IOException e) {
      e.addSuppressed(because);
      throw e;
    }
  }

  private static void write(Map<String, byte[]> classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> c : classes.entrySet()) {
        entries.putNextEntry(new JarEntry(c.getKey().replace('.', '/') + ".class"));
        entries.write(c.getValue());
        entries.closeEntry();
      }
    }
  }

  /** {@code jdk.internal.misc.Unsafe}, which the launcher has opened to this module. */
  private static final class Definer {
    private final Object unsafe;
    private final Method defineClass;

    Definer() throws ReflectiveOperationException {
      Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
      unsafe = type.getMethod("getUnsafe").invoke(null);
      defineClass =
          type.getMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ClassLoader.class,
              ProtectionDomain.class);
    }

    void define(String name, byte[] bytes) throws ReflectiveOperationException {
      try {
        defineClass.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof LinkageError) {
          throw (LinkageError) e.getCause();
        }
        throw e;
      }
    }
  }
}
