package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Operations of groups that ended between two clean boundaries, applied in their order. */
final class Ordered {
  private record Timed(Operation operation, long millis) {}

  private final List<Timed> operations = new ArrayList<>();

  void add(List<Operation> some, long millis) {
    some.forEach(op -> operations.add(new Timed(op, millis)));
  }

  void applyTo(State state) throws Impossible, IOException {
    operations.sort(Comparator.comparingLong(timed -> timed.operation().number()));
    for (Timed timed : operations) {
      state.apply(timed.operation(), timed.millis());
    }
    operations.clear();
    state.settle();
  }
}
