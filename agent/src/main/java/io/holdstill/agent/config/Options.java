package io.holdstill.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an agent is configured. Every value is in range; {@code maxPause} and {@code timeout} do not
 * exceed their limits.
 *
 * @param groups methods whose every call is one write group
 * @param sources what a request means when it names none, and the bounds of what it may name;
 *     absolute
 * @param exclude globs relative to a source
 * @param snapshots absolute directory below which every destination must lie, or null
 * @param maxPause the longest that the barrier stays raised in one attempt, by default
 * @param maxPauseLimit caps what a request may ask as {@code max-pause}
 * @param maxHoldShare of any second, 0 to 1, that the attempts of a request may hold together
 * @param timeout the longest that a request looks for a snapshot point, by default
 * @param timeoutLimit caps what a request may ask as {@code timeout}
 * @param copyTimeout the longest that one write may wait for its before-image
 * @param bulkLimit bytes; an operation that destroys more has them copied first
 * @param pool bytes of memory for before-images
 * @param reserve free space to leave on the destination's file system
 * @param digest how the manifest lets contents be checked
 * @param leaseLimit the longest lease; nothing asks for one in this version
 * @param groupWarn an open group older than this is reported
 * @param journal how write groups are recorded, or null
 * @param onStartFailure what becomes of the application when the agent cannot start
 */
public record Options(
    List<GroupPattern> groups,
    List<Path> sources,
    List<String> exclude,
    Path snapshots,
    Duration maxPause,
    Duration maxPauseLimit,
    double maxHoldShare,
    Duration timeout,
    Duration timeoutLimit,
    Duration copyTimeout,
    long bulkLimit,
    long pool,
    Reserve reserve,
    DigestAlgorithm digest,
    Duration leaseLimit,
    Duration groupWarn,
    JournalOptions journal,
    OnStartFailure onStartFailure) {

  /** What becomes of the application when the agent cannot start. */
  public enum OnStartFailure {
    CONTINUE,
    EXIT
  }

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Map<String, DigestAlgorithm> DIGESTS =
      Map.of("crc32c", DigestAlgorithm.CRC32C, "sha256", DigestAlgorithm.SHA256);
  private static final Map<String, JournalOptions.Stacks> STACKS =
      Map.of(
          "off", JournalOptions.Stacks.OFF,
          "group", JournalOptions.Stacks.GROUP,
          "write", JournalOptions.Stacks.WRITE);
  private static final Map<String, OnStartFailure> START_FAILURES =
      Map.of("continue", OnStartFailure.CONTINUE, "exit", OnStartFailure.EXIT);

  /**
   * Reads an agent's option string; null or empty means all defaults. What it says wins over the
   * file that it names with {@code config=FILE}.
   */
  public static Options parse(String text) throws BadOptions {
    Problems problems = new Problems();
    Map<String, String> pairs = OptionText.pairs(text == null ? "" : text, problems);
    return read(ConfigFile.below(pairs, problems), problems);
  }

  /** Reads keys with their values, each value as it would stand in an option string. */
  public static Options parse(Map<String, String> pairs) throws BadOptions {
    Problems problems = new Problems();
    return read(ConfigFile.below(pairs, problems), problems);
  }

  private static Options read(Map<String, String> raw, Problems problems) throws BadOptions {
    refuseUnknown(raw, problems);
    OptionReader reader = new OptionReader(raw, problems);
    Options options = read(reader);
    problems.throwIfAny();
    return options;
  }

  private static Options read(OptionReader r) {
    refuseFailWrite(r);
    Duration pauseLimit = r.duration("max-pause-limit", "100ms", "1us", LONGEST_PAUSE);
    Duration timeoutLimit = r.duration("timeout-limit", "10m", "1ms", OptionReader.LONGEST);
    List<Path> sources = r.paths("sources");
    return new Options(
        r.groups("groups"),
        sources,
        r.globs("exclude"),
        r.path("snapshots"),
        capped(r, "max-pause", "20ms", "1us", pauseLimit),
        pauseLimit,
        r.share("max-hold-share", "5%"),
        capped(r, "timeout", "30s", "1ms", timeoutLimit),
        timeoutLimit,
        r.duration("copy-timeout", "20ms", "1us", LONGEST_PAUSE),
        r.size("bulk-limit", "8MiB", "0B", "1048576TiB"),
        r.size("pool", "128MiB", "1MiB", "1TiB"),
        r.reserve("reserve", "max(5%,1GiB)"),
        r.choice("digest", DIGESTS, "crc32c"),
        r.duration("lease-limit", "30s", "1ms", OptionReader.LONGEST),
        r.duration("group-warn", "10s", "1ms", OptionReader.LONGEST),
        journal(r, sources),
        r.choice("on-start-failure", START_FAILURES, "continue"));
  }

  private static JournalOptions journal(OptionReader r, List<Path> sources) {
    Path directory = r.path("journal");
    JournalOptions options =
        new JournalOptions(
            directory,
            sources,
            r.size("journal-max-size", "8GiB", "64MiB", "1048576TiB"),
            r.has("journal-keep")
                ? r.duration("journal-keep", "1h", "1s", OptionReader.LONGEST)
                : null,
            r.size("journal-buffer", "64MiB", "4MiB", "16GiB"),
            r.duration("journal-timeout", "20ms", "0us", LONGEST_PAUSE),
            r.choice("journal-stacks", STACKS, "off"));
    for (String key : Keys.JOURNAL) {
      if (!r.has("journal") && r.has(key) && !r.says(key, "")) {
        r.problem(key, "nothing is recorded without journal=DIR; add it or remove this");
      }
    }
    return directory == null ? null : options;
  }

  private static void refuseFailWrite(OptionReader r) {
    if (r.says("on-copy-failure", "fail-write")) {
      r.problem("on-copy-failure", "fail-write is not offered in this version; remove it");
    } else {
      r.choice("on-copy-failure", Map.of("break-snapshot", true), "break-snapshot");
    }
  }

  /** A limit below a default lowers the default; below a value that was given it is a problem. */
  private static Duration capped(
      OptionReader r, String key, String byDefault, String least, Duration limit) {
    Duration value = r.duration(key, byDefault, least, OptionReader.LONGEST);
    if (value.compareTo(limit) > 0 && r.has(key)) {
      String text = key + "-limit=" + Amounts.text(limit);
      r.problem(key, "over " + text + "; lower it or raise " + key + "-limit");
    }
    return value.compareTo(limit) > 0 ? limit : value;
  }

  private static void refuseUnknown(Map<String, String> raw, Problems problems) {
    raw.forEach(
        (key, value) -> {
          if (!Keys.AGENT.contains(key)) {
            problems.add(Keys.problem(key, value, Keys.AGENT));
          }
        });
  }
}
