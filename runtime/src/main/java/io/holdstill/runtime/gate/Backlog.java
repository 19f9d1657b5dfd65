package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Numbers what is handed over and keeps it until the journal takes it.
 *
 * <p>Parties: any thread hands over; one thread takes. Handing over is two atomic instructions and
 * waits for nobody. The number is taken first, so two that hand over at once may lie here in the
 * other order: the taker waits for the smaller number, which is on its way.
 */
final class Backlog {
  private static final VarHandle NEXT = next();

  private final AtomicLong numbers;
  private final AtomicReference<Record> last;

  // ---- the taker's own
  private Record taken;
  private long expected;
  private final Map<Long, Record> early = new HashMap<Long, Record>();

  Backlog(long lastNumber) {
    numbers = new AtomicLong(lastNumber);
    expected = lastNumber + 1;
    taken = new Record(Record.BODY);
    last = new AtomicReference<Record>(taken);
  }

  /** The number of the last entry handed over. */
  long lastNumber() {
    return numbers.get();
  }

  long handOver(Record record) {
    long number = numbers.incrementAndGet();
    record.number = number;
    Record before = last.getAndSet(record);
    NEXT.setRelease(before, record); // pairs with take's acquire
    return number;
  }

  /** The next by number, or null if it has not arrived. */
  Record take() {
    Record found = early.remove(expected);
    while (found == null) {
      Record after = (Record) NEXT.getAcquire(taken);
      if (after == null) {
        return null;
      }
      taken = after;
      if (after.number == expected) {
        found = after;
      } else {
        early.put(after.number, after);
      }
    }
    expected++;
    return found;
  }

  private static VarHandle next() {
    try {
      return MethodHandles.lookup().findVarHandle(Record.class, "next", Record.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
