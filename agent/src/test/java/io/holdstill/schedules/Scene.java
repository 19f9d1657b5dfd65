package io.holdstill.schedules;

import java.util.List;

/** A few threads at the engine, and what must be so whatever the order in which they move. */
public interface Scene {
  /** As if nothing had been before. */
  void begin();

  List<Runnable> threads();

  /** After all of them have ended. */
  void check();

  /** True where the requester lets those pass whom he has held before he holds again. */
  default boolean holdsNobodyTwice() {
    return false;
  }

  /** True if the barrier was lowered before this deadline by somebody who then had to wake. */
  default boolean wasLetGo(long raised, long deadline) {
    return false;
  }
}
