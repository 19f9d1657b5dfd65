package io.holdstill.faults.boot;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** The n-th operation of a kind suffers an effect, once or from then on for good. */
public final class Plan {
  private final Effect effect;
  private final Pattern kind;
  private final Map<String, Boolean> meant = new ConcurrentHashMap<>();
  private final boolean ours;
  private final int first;
  private final boolean forGood;
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger suffered = new AtomicInteger();
  private final AtomicReference<String> victim = new AtomicReference<>();
  private final Map<String, Integer> census = new ConcurrentSkipListMap<>();

  /**
   * @param kind a regular expression for {@code role:operation}, such as {@code destination:write}
   * @param ours only in the agent's own threads; otherwise also in those of the application
   */
  public Plan(Effect effect, String kind, boolean ours, int first, boolean forGood) {
    this.effect = effect;
    this.kind = Pattern.compile(kind);
    this.ours = ours;
    this.first = first;
    this.forGood = forGood;
  }

  /** Null, or what the operation is to suffer. Whether it was cut short is known afterwards. */
  Effect judge(String operation, Object detail) {
    if (ours && !Thread.currentThread().getName().startsWith("holdstill-") || !meant(operation)) {
      return null;
    }
    int number = seen.incrementAndGet();
    census.merge(operation, 1, Integer::sum);
    if (number != first && !(forGood && number > first)) {
      return null;
    }
    if (effect != Effect.SHORT) {
      suffers(operation, detail);
    }
    return effect == Effect.NONE ? null : effect;
  }

  /** It did less than it would have done. */
  void cutShort(String operation, Object detail) {
    if (effect == Effect.SHORT && meant(operation)) {
      suffers(operation, detail);
    }
  }

  private void suffers(String operation, Object detail) {
    suffered.incrementAndGet();
    if (victim.get() == null) {
      String by = Thread.currentThread().getName();
      victim.compareAndSet(null, operation + " " + shown(detail) + " by " + by);
    }
  }

  private boolean meant(String operation) {
    Boolean known = meant.get(operation);
    if (known == null) {
      known = kind.matcher(operation).matches();
      meant.put(operation, known);
    }
    return known;
  }

  private static String shown(Object detail) {
    return detail instanceof Object[] ? Arrays.toString((Object[]) detail) : "(" + detail + ")";
  }

  public String kind() {
    return kind.pattern();
  }

  public boolean reached() {
    return suffered.get() > 0;
  }

  public int suffered() {
    return suffered.get();
  }

  public int seen() {
    return seen.get();
  }

  /** The first operation that suffered, on what and by which thread, or null. */
  public String victim() {
    return victim.get();
  }

  /** How many operations of each kind there were. */
  public Map<String, Integer> census() {
    return census;
  }

  @Override
  public String toString() {
    return effect
        + " at "
        + kind
        + " number "
        + first
        + (forGood ? " for good" : " once")
        + ", first victim "
        + victim;
  }
}
