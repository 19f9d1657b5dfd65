package io.holdstill.faults;

import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import io.holdstill.runtime.WriteGrouped;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Runs in the forked JVM: guests that write in groups come, are snapshotted, and go. */
public final class GuestProgram {
  private static final long DEADLINE_NANOS = 30_000_000_000L;
  private static final int GUESTS = 3;

  private GuestProgram() {}

  /** Loaded once for each guest, by a loader of its own. */
  public static final class Guest implements AutoCloseable {
    private final FileChannel file;

    public Guest(Path path) throws IOException {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @WriteGrouped
    public void annotated() throws IOException {
      file.write(ByteBuffer.allocate(100));
    }

    /** By the names of methods. */
    public void named() throws IOException {
      file.write(ByteBuffer.allocate(100));
    }

    public Runnable carried() {
      try (WriteGroup group = WriteGroup.begin("of a guest")) {
        return group.wrap(() -> {});
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path source = Files.createDirectory(folder.resolve("source"));
    for (int i = 0; i < GUESTS; i++) {
      WeakReference<ClassLoader> loader = visit(source, folder.resolve("copy-" + i));
      long since = System.nanoTime();
      while (loader.get() != null) {
        if (System.nanoTime() - since > DEADLINE_NANOS) {
          throw new AssertionError("the loader of guest " + i + " is held");
        }
        System.gc();
      }
      System.out.println("gone: " + i);
    }
    System.out.println("faults: " + Request.faults());
  }

  private static WeakReference<ClassLoader> visit(Path source, Path copy) throws Exception {
    URL[] here = {new File(here()).toURI().toURL()};
    URLClassLoader loader = new URLClassLoader(here, ClassLoader.getPlatformClassLoader());
    Class<?> type = loader.loadClass(Guest.class.getName());
    if (type == Guest.class) {
      throw new AssertionError("it is no guest");
    }
    Object guest = type.getConstructor(Path.class).newInstance(source.resolve("file"));
    for (String method : new String[] {"annotated", "named"}) {
      type.getMethod(method).invoke(guest);
    }
    Runnable lost = (Runnable) type.getMethod("carried").invoke(guest);
    lost.run();
    Request.of(source, copy).with("level", "group").take().orFail();
    type.getMethod("annotated").invoke(guest);
    type.getMethod("close").invoke(guest);
    loader.close();
    return new WeakReference<>(loader);
  }

  private static String here() {
    return GuestProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
