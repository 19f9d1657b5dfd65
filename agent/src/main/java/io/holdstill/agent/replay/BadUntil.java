package io.holdstill.agent.replay;

import java.io.IOException;

/** {@code --until} says what can be neither a number nor a time, and no mark is called so. */
public final class BadUntil extends IOException {
  BadUntil(String text) {
    super(
        "--until "
            + Shown.text(text)
            + ": is no number of an entry, no time (as 2026-11-23T21:00:00Z) and no mark;"
            + " 'holdstill journal DIR' lists numbers and marks, and mark:NAME is always a mark");
  }
}
