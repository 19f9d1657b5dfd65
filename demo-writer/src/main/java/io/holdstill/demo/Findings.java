package io.holdstill.demo;

import java.util.ArrayList;
import java.util.List;

/** Counts damage and keeps the words for the first of each kind: thousands would tell no more. */
final class Findings {
  private final List<String> words = new ArrayList<>();
  private boolean framed = true;
  private long tornBlocks;
  private long tornEntries;
  private long olderEntries;
  private long newerEntries;

  void misframed(String what) {
    framed = false;
    words.add(what);
  }

  void tornBlock(String what) {
    if (tornBlocks++ == 0) {
      words.add(what);
    }
  }

  void tornEntry(String what) {
    if (tornEntries++ == 0) {
      words.add(what);
    }
  }

  /** Both are untorn by themselves and tell different updates. */
  void differ(int number, long inBlock, long inEntry) {
    boolean older = inEntry < inBlock;
    if ((older ? olderEntries++ : newerEntries++) == 0) {
      words.add(
          "block "
              + number
              + " holds update "
              + inBlock
              + " of its thread, its index entry tells "
              + (older ? "the older" : "the newer")
              + " update "
              + inEntry);
    }
  }

  boolean anyTorn() {
    return tornBlocks + tornEntries > 0;
  }

  Verdict verdict(int blocks, String againstInstant, List<Long> updates) {
    if (againstInstant != null) {
      words.add(againstInstant);
    }
    return new Verdict(
        framed,
        blocks,
        tornBlocks,
        tornEntries + olderEntries + newerEntries,
        againstInstant == null,
        updates,
        List.copyOf(words));
  }
}
