package io.holdstill.agent.journal;

import java.io.IOException;

/** A directory that is no journal, or one of another version; says which, and what to do. */
public final class BadJournal extends IOException {
  public BadJournal(String message) {
    super(message);
  }
}
