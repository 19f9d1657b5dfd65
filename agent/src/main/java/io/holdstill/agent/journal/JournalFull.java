package io.holdstill.agent.journal;

import java.io.IOException;

/**
 * The journal's disk takes no more: nothing of the entry was written, and the same entry can be
 * tried again once there is space.
 */
public final class JournalFull extends IOException {
  JournalFull(String message, IOException cause) {
    super(message, cause);
  }
}
