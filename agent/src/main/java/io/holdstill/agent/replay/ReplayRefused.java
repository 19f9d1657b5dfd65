package io.holdstill.agent.replay;

import java.io.IOException;

/** A state that cannot be claimed: says why, and which boundaries beside it can. */
public final class ReplayRefused extends IOException {
  /** Where there is no such boundary. */
  public static final long NONE = -1;

  private final long before;
  private final long after;

  public ReplayRefused(String message, long before, long after) {
    super(message);
    this.before = before;
    this.after = after;
  }

  public ReplayRefused(String message) {
    this(message, NONE, NONE);
  }

  /** The nearest boundary before it that can be replayed to, or {@link #NONE}. */
  public long before() {
    return before;
  }

  /** The nearest one after it, or {@link #NONE}. */
  public long after() {
    return after;
  }
}
