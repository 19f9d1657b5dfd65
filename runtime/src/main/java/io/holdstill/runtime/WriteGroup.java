package io.holdstill.runtime;

import java.util.concurrent.Callable;

/**
 * Writes that belong together: no snapshot shows some of them without the others.
 *
 * <pre>{@code
 * try (WriteGroup g = WriteGroup.begin("transfer")) {
 *   data.write(block, position);
 *   index.write(entry, slot);
 * }
 * }</pre>
 *
 * <p>Re-entrant: a group begun inside another belongs to the outer one. Begin and close it on the
 * same thread; {@link #wrap(Runnable)} carries it to others. Without the agent nothing happens.
 */
public final class WriteGroup implements AutoCloseable {
  private final Object handle;
  private boolean closed;

  private WriteGroup(Object handle) {
    this.handle = handle;
  }

  /**
   * Begins a group on this thread; waits while the barrier is raised, at most {@code max-pause}.
   *
   * @param name what reports call it; not null
   */
  public static WriteGroup begin(String name) {
    if (name == null) {
      throw new NullPointerException("a write group needs a name");
    }
    return new WriteGroup(Binding.begin(name));
  }

  /**
   * Names this moment in the journal, between two groups; nothing happens where none is kept.
   *
   * @param name for {@code replay --until}; not null
   */
  public static void mark(String name) {
    if (name == null) {
      throw new NullPointerException("a mark needs a name");
    }
    Binding.mark(name);
  }

  /** Ends the group; on another thread than began it, or a second time, it does nothing. */
  @Override
  public void close() {
    if (!closed && Binding.end(handle)) {
      closed = true;
    }
  }

  /**
   * Carries the group to the thread that runs the result: the group stays open until the first run
   * has ended, the result was closed ({@link AutoCloseable}), or it became unreachable. A second
   * run is not part of the group.
   */
  public Runnable wrap(Runnable task) {
    requireOpen(task);
    return new Carried<Object>(handle, task, null);
  }

  /** As {@link #wrap(Runnable)}. */
  public <T> Callable<T> wrap(Callable<T> task) {
    requireOpen(task);
    return new Carried<T>(handle, null, task);
  }

  private void requireOpen(Object task) {
    if (task == null) {
      throw new NullPointerException("nothing to wrap");
    }
    if (closed) {
      throw new IllegalStateException("the write group has ended; wrap before close()");
    }
  }

  /** A task that holds a claim on the group which wrapped it. */
  private static final class Carried<T> implements Runnable, Callable<T>, AutoCloseable {
    private final Object claim;
    private final Runnable runnable;
    private final Callable<T> callable;

    Carried(Object group, Runnable runnable, Callable<T> callable) {
      this.runnable = runnable;
      this.callable = callable;
      this.claim = Binding.claim(group, this);
    }

    @Override
    public void run() {
      boolean carried = Binding.resume(claim);
      try {
        runnable.run();
      } finally {
        if (carried) {
          Binding.finish(claim);
        }
      }
    }

    @Override
    public T call() throws Exception {
      boolean carried = Binding.resume(claim);
      try {
        return callable.call();
      } finally {
        if (carried) {
          Binding.finish(claim);
        }
      }
    }

    @Override
    public void close() {
      Binding.release(claim);
    }
  }
}
