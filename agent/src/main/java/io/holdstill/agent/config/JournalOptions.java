package io.holdstill.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How write groups are recorded.
 *
 * @param directory absolute
 * @param sources what lies elsewhere is not recorded; empty for everything
 * @param maxSize bytes on disk past which the oldest segments go
 * @param keep how long entries are kept; null for as long as there is room
 * @param buffer bytes of memory for what the journal has not taken yet
 * @param timeout the longest that a writer waits for room in it
 * @param stacks whether to record from where groups or writes were made
 */
public record JournalOptions(
    Path directory,
    List<Path> sources,
    long maxSize,
    Duration keep,
    long buffer,
    Duration timeout,
    Stacks stacks) {

  /** In the order of {@code Recorder}'s constants. */
  public enum Stacks {
    OFF,
    GROUP,
    WRITE
  }
}
