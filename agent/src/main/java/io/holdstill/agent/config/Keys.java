package io.holdstill.agent.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The names of the options, and what to say about a name that is none. */
final class Keys {
  /** What an agent is configured with. */
  static final List<String> AGENT =
      List.of(
          "groups",
          "sources",
          "exclude",
          "snapshots",
          "max-pause",
          "max-pause-limit",
          "max-hold-share",
          "timeout",
          "timeout-limit",
          "copy-timeout",
          "bulk-limit",
          "pool",
          "reserve",
          "digest",
          "lease-limit",
          "group-warn",
          "journal",
          "journal-max-size",
          "journal-keep",
          "journal-buffer",
          "journal-timeout",
          "journal-stacks",
          "on-copy-failure",
          "on-start-failure");

  /** What a single request may say. */
  static final List<String> REQUEST =
      List.of(
          "exclude",
          "level",
          "max-pause",
          "timeout",
          "provider",
          "strict",
          "allow-unguarded",
          "detached");

  /** Of no effect without {@code journal}. */
  static final List<String> JOURNAL =
      List.of(
          "journal-max-size",
          "journal-keep",
          "journal-buffer",
          "journal-timeout",
          "journal-stacks");

  private static final int LONGEST_GUESSED = 100;

  private Keys() {}

  /** Says what is wrong with a key that is not among {@code known}. */
  static String problem(String key, String value, Collection<String> known) {
    if (AGENT.contains(key)) {
      return pair(key, value) + ": a setting of the agent, not of a request; remove it";
    }
    if (REQUEST.contains(key)) {
      return pair(key, value) + ": an option of a request, not a setting of the agent; remove it";
    }
    return pair(key, value) + ": there is no such option" + suggestion(key, known);
  }

  static String pair(String key, String value) {
    return key + "=" + value;
  }

  private static String suggestion(String key, Collection<String> known) {
    return nearest(key, known)
        .map(name -> "; did you mean " + name + "?")
        .orElse("; the options are " + String.join(", ", known));
  }

  private static Optional<String> nearest(String key, Collection<String> known) {
    if (key.length() > LONGEST_GUESSED) {
      return Optional.empty(); // no slip of a finger, and long work
    }
    List<String> candidates = new ArrayList<>(known);
    candidates.sort(Comparator.comparingInt(name -> distance(key, name)));
    return candidates.stream()
        .findFirst()
        .filter(name -> distance(key, name) <= Math.max(2, name.length() / 3));
  }

  /** Levenshtein: how many single characters are to be inserted, deleted or exchanged. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row = nextRow(row, from.charAt(i - 1), to, i);
    }
    return row[to.length()];
  }

  private static int[] nextRow(int[] above, char c, String to, int i) {
    int[] row = new int[above.length];
    row[0] = i;
    for (int j = 1; j < row.length; j++) {
      int exchange = above[j - 1] + (c == to.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(exchange, Math.min(above[j], row[j - 1]) + 1);
    }
    return row;
  }
}
