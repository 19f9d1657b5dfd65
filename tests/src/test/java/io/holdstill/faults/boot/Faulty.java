package io.holdstill.faults.boot;

import java.io.File;
import java.io.FilenameFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Where woven calls of the agent arrive, and where a test says what they are to suffer. */
public final class Faulty {
  private static final long SLOW_NANOS = 3_000_000;
  private static volatile Plan plan;
  private static volatile CountDownLatch hung = new CountDownLatch(1);

  private Faulty() {}

  /** Which directories are which; a path that begins so is in it. */
  public static void roles(String source, String destination, String journal) {
    Roles.are(source, destination, journal);
  }

  /** From now on. */
  public static Plan begin(Plan next) {
    hung = new CountDownLatch(1);
    plan = next;
    return next;
  }

  /** All is well again; what hangs goes on. */
  public static void mend() {
    plan = null;
    hung.countDown();
  }

  /** Null where the operation is to be made as it is, after whatever time that took. */
  static Effect judge(String operation, String role, Object detail) {
    Plan now = plan;
    if (now == null) {
      return null;
    }
    CountDownLatch until = hung;
    Effect effect = now.judge(role + ":" + operation, detail);
    if (effect == Effect.SLOW) {
      dawdle();
    } else if (effect == Effect.HANG) {
      uninterrupted(until);
    } else {
      return effect;
    }
    return null;
  }

  /** After an operation that was told to be short, and did less than it could have. */
  static void cutShort(String operation, String role, Object detail) {
    Plan now = plan;
    if (now != null) {
      now.cutShort(role + ":" + operation, detail);
    }
  }

  /** Whoever unparks the thread meanwhile does not make it faster. */
  private static void dawdle() {
    long since = System.nanoTime();
    for (long left = SLOW_NANOS; left > 0; left = SLOW_NANOS - (System.nanoTime() - since)) {
      LockSupport.parkNanos(left);
    }
  }

  /** As a system call that does not return: no interrupt reaches it. */
  static void uninterrupted(CountDownLatch until) {
    boolean interrupted = false;
    while (true) {
      try {
        until.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- woven calls

  /** Before a call that is made in a class of the agent. */
  public static void site(String callee, String caller) throws IOException {
    Effect effect = judge(operation(callee), role(callee, caller), callee + " in " + caller);
    if (effect == null || !effect.fails()) {
      return;
    }
    if (callee.startsWith("Thread.")) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    if (callee.startsWith("ContentDigest.")) {
      throw new OutOfMemoryError("Java heap space");
    }
    if (callee.startsWith("SingleChronicle") || callee.startsWith("ExcerptAppender")) {
      throw new InternalError("a fault occurred in an unsafe memory access operation");
    }
    if (callee.startsWith("FileChannel.") && !callee.endsWith(".open")) {
      throw effect.unnamed();
    }
    throw new FileSystemException("injected in " + caller, null, effect.said);
  }

  private static String role(String callee, String caller) {
    if (callee.startsWith("Thread.")) {
      return "pool";
    }
    if (caller.startsWith("journal")) {
      return "journal";
    }
    if (caller.contains("Manifest")) {
      return "manifest";
    }
    if (caller.contains("Destination") || caller.contains("Layout")) {
      return "destination";
    }
    return caller.contains("Tree") || caller.contains("BaseFiles")
        ? "source"
        : caller.contains("Sealer") ? "destination" : "proc";
  }

  private static String operation(String callee) {
    switch (callee) {
      case "Files.move":
        return "rename";
      case "ContentDigest.update":
        return "digest";
      case "ExcerptAppender.writingDocument":
        return "document";
      case "Thread.setDaemon":
        return "thread";
      default:
        return callee;
    }
  }

  /** In place of {@code Channels.newOutputStream}. */
  public static OutputStream output(WritableByteChannel channel, String caller) {
    return Channels.newOutputStream(
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) throws IOException {
            String role = role("", caller);
            Effect effect = judge("write", role, caller);
            if (effect != null && effect.fails()) {
              channel.write(from.slice(from.position(), from.remaining() / 2));
              throw effect.unnamed();
            }
            if (effect == Effect.SHORT && from.remaining() > 1) {
              int written = channel.write(from.slice(from.position(), from.remaining() / 2));
              from.position(from.position() + written);
              cutShort("write", role, caller);
              return written;
            }
            return channel.write(from);
          }

          @Override
          public boolean isOpen() {
            return channel.isOpen();
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        });
  }

  /** In place of {@code File.list}, which says nothing where it fails. */
  public static String[] list(File directory, FilenameFilter filter, String caller) {
    Effect effect = judge("list", role("", caller), caller);
    return effect != null && effect.fails() ? null : directory.list(filter);
  }

  public static String[] list(File directory, String caller) {
    return list(directory, null, caller);
  }

  /** True where the pool is to have no buffer. */
  public static boolean exhausted() {
    Effect effect = judge("buffer", "pool", "");
    return effect != null && effect.fails();
  }
}
