package io.holdstill.journal;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The journal's classes as they are packed, in the agent's own loader, which nobody sees but by
 * reflection.
 */
final class Packed {
  static final int MARK = 7;
  static final int GROUP = 2;
  private static final String ROOM = "io.holdstill.agent.journal.";

  private final ClassLoader loader;

  private Packed(ClassLoader loader) {
    this.loader = loader;
  }

  /** In a JVM that the agent was loaded into. */
  static Packed inAgent() throws ReflectiveOperationException {
    Method zone = Class.forName("io.holdstill.launch.OwnJar").getDeclaredMethod("agentZone");
    zone.setAccessible(true);
    return new Packed((ClassLoader) zone.invoke(null));
  }

  /** In a JVM without the agent, as the command line has it: to read. */
  static Packed in(ClassLoader loader) {
    return new Packed(loader);
  }

  void grant(Instrumentation instrumentation) throws ReflectiveOperationException {
    type("Access").getMethod("grant", Instrumentation.class).invoke(null, instrumentation);
  }

  Store open(Path directory, long maxBytes, List<Throwable> faults)
      throws ReflectiveOperationException, IOException {
    Object limits =
        type("Limits")
            .getConstructor(long.class, Duration.class)
            .newInstance(maxBytes, Duration.ofDays(1));
    LongSupplier clock = System::currentTimeMillis;
    Consumer<Throwable> sink = faults::add;
    Class<?> store = type("JournalStore");
    Method open =
        store.getMethod("open", Path.class, limits.getClass(), LongSupplier.class, Consumer.class);
    return new Store(store, call(open, null, directory, limits, clock, sink));
  }

  /** The numbers of all entries but those that begin segments; the first element is the dropped. */
  List<Long> read(Path directory) throws ReflectiveOperationException, IOException {
    Class<?> type = type("JournalReader");
    Object reader = call(type.getMethod("open", Path.class), null, directory);
    Method next = type.getMethod("next");
    Class<?> entry = type("Entry");
    List<Long> numbers = new ArrayList<>();
    for (Object each = call(next, reader); each != null; each = call(next, reader)) {
      if ((int) entry.getMethod("kind").invoke(each) != 1) {
        numbers.add((long) entry.getMethod("number").invoke(each));
      }
    }
    numbers.add(0, (long) type.getMethod("dropped").invoke(reader));
    type.getMethod("close").invoke(reader);
    return numbers;
  }

  void each(Path directory, Consumer<Object> task)
      throws ReflectiveOperationException, IOException {
    Class<?> type = type("JournalReader");
    Object reader = call(type.getMethod("open", Path.class), null, directory);
    Method next = type.getMethod("next");
    for (Object entry = call(next, reader); entry != null; entry = call(next, reader)) {
      task.accept(entry);
    }
    type.getMethod("close").invoke(reader);
  }

  /** What a method without parameters returns. */
  Object field(Object of, String name) {
    try {
      return of.getClass().getMethod(name).invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(of + " has no " + name, e);
    }
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(ROOM + name, true, loader);
  }

  private static Object call(Method method, Object on, Object... arguments)
      throws ReflectiveOperationException, IOException {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }

  /** A journal that is being written. */
  static final class Store implements AutoCloseable {
    private final Object store;
    private final Method append;
    private final Method last;
    private final Class<?> type;

    private Store(Class<?> type, Object store) throws ReflectiveOperationException {
      this.type = type;
      this.store = store;
      append =
          type.getMethod("append", int.class, long.class, ByteBuffer.class, List.class, int.class);
      last = type.getMethod("lastNumber");
    }

    long append(int kind, ByteBuffer head, List<byte[]> pages, int paged)
        throws ReflectiveOperationException, IOException {
      long number = last() + 1;
      call(append, store, kind, number, head, pages, paged);
      return number;
    }

    long last() throws ReflectiveOperationException {
      return (long) last.invoke(store);
    }

    void sync() throws ReflectiveOperationException, IOException {
      call(type.getMethod("sync"), store);
    }

    @Override
    public void close() throws ReflectiveOperationException, IOException {
      call(type.getMethod("close"), store);
    }
  }
}
