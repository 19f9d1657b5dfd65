package io.holdstill.agent.config;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads typed values out of raw pairs. A bad value becomes a problem and its default takes its
 * place, so that reading goes on and finds the other problems too.
 */
final class OptionReader {
  /** Far beyond any use, and far from where a deadline of 64-bit nanoseconds would wrap around. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private final Map<String, String> raw;
  private final Problems problems;

  OptionReader(Map<String, String> raw, Problems problems) {
    this.raw = raw;
    this.problems = problems;
  }

  boolean has(String key) {
    return raw.containsKey(key);
  }

  boolean says(String key, String value) {
    return value.equals(raw.get(key));
  }

  Duration duration(String key, String byDefault, String least, Duration most) {
    Duration value = value(key, Amounts::duration, Amounts.duration(byDefault));
    Duration lowest = Amounts.duration(least);
    if (value.compareTo(lowest) >= 0 && value.compareTo(most) <= 0) {
      return value;
    }
    outOfRange(key, Amounts.text(lowest), Amounts.text(most));
    return Amounts.duration(byDefault);
  }

  long size(String key, String byDefault, String least, String most) {
    long value = value(key, Amounts::size, Amounts.size(byDefault));
    if (value >= Amounts.size(least) && value <= Amounts.size(most)) {
      return value;
    }
    outOfRange(key, least, most);
    return Amounts.size(byDefault);
  }

  double share(String key, String byDefault) {
    return value(key, Amounts::share, Amounts.share(byDefault));
  }

  Reserve reserve(String key, String byDefault) {
    return value(key, Reserve::of, Reserve.of(byDefault));
  }

  boolean flag(String key) {
    return choice(key, Map.of("true", true, "false", false), "false");
  }

  Path path(String key) {
    return value(key, OptionReader::absolute, null);
  }

  List<Path> paths(String key) {
    return list(key, OptionReader::absolute);
  }

  List<GroupPattern> groups(String key) {
    return list(key, GroupPattern::of);
  }

  List<String> globs(String key) {
    return list(key, OptionReader::checkedGlob);
  }

  String text(String key, String byDefault) {
    return value(key, text -> text, byDefault);
  }

  <T> T choice(String key, Map<String, T> choices, String byDefault) {
    String text = text(key, byDefault);
    if (!choices.containsKey(text)) {
      String words = String.join(" or ", choices.keySet().stream().sorted().toList());
      problem(key, "not one of the choices; write " + words);
    }
    return choices.getOrDefault(text, choices.get(byDefault));
  }

  /** Reports a problem with the value that was given for the key. */
  void problem(String key, String whatAndHow) {
    problems.add(Keys.pair(key, raw.get(key)) + ": " + whatAndHow);
  }

  private <T> List<T> list(String key, Function<String, T> parse) {
    List<T> elements = new ArrayList<>();
    for (String element : OptionText.list(given(key))) {
      T parsed = attempt(key, element, parse, null);
      if (parsed != null) {
        elements.add(parsed);
      }
    }
    return List.copyOf(elements);
  }

  private <T> T value(String key, Function<String, T> parse, T byDefault) {
    String text = OptionText.unescape(given(key).trim());
    return text.isEmpty() ? byDefault : attempt(key, text, parse, byDefault);
  }

  /** What was given, or nothing; an empty value is a problem of its own. */
  private String given(String key) {
    String text = raw.get(key) == null ? "" : raw.get(key);
    if (has(key) && text.isBlank()) {
      problem(key, "the value is empty; give one or remove the option");
    }
    return text;
  }

  private <T> T attempt(String key, String text, Function<String, T> parse, T otherwise) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(Keys.pair(key, text) + ": " + e.getMessage());
      return otherwise;
    }
  }

  private void outOfRange(String key, String least, String most) {
    problem(key, "out of range; write " + least + " to " + most);
  }

  private static Path absolute(String text) {
    try {
      return Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path here (" + e.getReason() + "); mend it", e);
    }
  }

  private static String checkedGlob(String text) {
    if (text.startsWith("/")) {
      throw new IllegalArgumentException("a glob is relative to a source; remove the leading /");
    }
    FileSystems.getDefault().getPathMatcher("glob:" + text);
    return text;
  }
}
