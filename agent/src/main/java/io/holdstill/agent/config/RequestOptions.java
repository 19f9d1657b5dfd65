package io.holdstill.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the options of one request ask for, with the agent's defaults filled in and within its
 * limits.
 *
 * @param exclude the agent's globs and the request's own, which add to them
 * @param level what the caller wants, or {@link Level#ANY}
 */
public record RequestOptions(
    List<String> exclude,
    Level level,
    Duration maxPause,
    Duration timeout,
    boolean strict,
    boolean allowUnguarded,
    boolean detached) {

  /** What a caller demands of the snapshot point. */
  public enum Level {
    /** Said nothing: the best there is, but no pattern may have matched nothing. */
    ANY,
    GROUP,
    WRITE
  }

  private static final Map<String, Level> LEVELS =
      Map.of("group", Level.GROUP, "write", Level.WRITE);
  private static final List<String> LATER = List.of("reflink", "btrfs", "zfs", "lvm", "command");

  /** Reads the form for consoles: {@code max-pause=5ms,level=write}; null or empty says nothing. */
  public static RequestOptions parse(String text, Options agent) throws BadOptions {
    Problems problems = new Problems();
    return read(OptionText.pairs(text == null ? "" : text, problems), agent, problems);
  }

  /** Reads keys with their values, each value as it would stand in an option string. */
  public static RequestOptions parse(Map<String, String> pairs, Options agent) throws BadOptions {
    return read(pairs == null ? Map.of() : pairs, agent, new Problems());
  }

  private static RequestOptions read(Map<String, String> raw, Options agent, Problems problems)
      throws BadOptions {
    raw.forEach(
        (key, value) -> {
          if (!Keys.REQUEST.contains(key)) {
            problems.add(Keys.problem(key, value, Keys.REQUEST));
          }
        });
    RequestOptions options = read(new OptionReader(raw, problems), agent);
    problems.throwIfAny();
    return options;
  }

  private static RequestOptions read(OptionReader r, Options agent) {
    refuseProvider(r);
    List<String> exclude = new ArrayList<>(agent.exclude());
    exclude.addAll(r.globs("exclude"));
    return new RequestOptions(
        List.copyOf(exclude),
        r.has("level") ? r.choice("level", LEVELS, "group") : Level.ANY,
        capped(r, "max-pause", "1us", agent.maxPause(), agent.maxPauseLimit()),
        capped(r, "timeout", "1ms", agent.timeout(), agent.timeoutLimit()),
        r.flag("strict"),
        r.flag("allow-unguarded"),
        r.flag("detached"));
  }

  private static Duration capped(
      OptionReader r, String key, String least, Duration byDefault, Duration limit) {
    Duration value = r.duration(key, Amounts.text(byDefault), least, OptionReader.LONGEST);
    if (value.compareTo(limit) > 0) {
      String most = Amounts.text(limit);
      r.problem(
          key,
          String.format(
              "over this JVM's %s-limit=%s; ask for at most %s, or have the agent started with a"
                  + " higher %s-limit",
              key, most, most, key));
    }
    return value;
  }

  private static void refuseProvider(OptionReader r) {
    String name = r.text("provider", "copy");
    if (LATER.contains(name)) {
      r.problem("provider", "not offered in this version; leave it out or write provider=copy");
    } else if (!name.equals("copy")) {
      r.problem("provider", "there is no such provider; leave it out or write provider=copy");
    }
  }
}
