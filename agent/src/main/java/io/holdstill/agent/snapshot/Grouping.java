package io.holdstill.agent.snapshot;

import java.util.List;

/** What is known of the application's write groups when a snapshot is asked for. */
public interface Grouping {
  /** Patterns that were configured and have matched no method; each makes level group a lie. */
  List<String> unmatched();

  /** True if groups are configured at all, by pattern or annotation. */
  boolean configured();
}
