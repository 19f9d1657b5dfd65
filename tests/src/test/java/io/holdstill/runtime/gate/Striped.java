package io.holdstill.runtime.gate;

/** Writers that share one stripe, as virtual threads do, on whatever JDK this is. */
final class Striped extends ThreadLocal<Writer> {
  private static final Striped CURRENT = new Striped();

  private Striped() {}

  static Writer current() {
    return CURRENT.get();
  }

  @Override
  protected Writer initialValue() {
    return Insight.writer(Slots.stripe(0));
  }
}
