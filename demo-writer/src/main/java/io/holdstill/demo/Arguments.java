package io.holdstill.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line: {@code --name value}, {@code --name=value}, flags, and the words between. */
public final class Arguments {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB|TiB)", Pattern.CASE_INSENSITIVE);
  private static final List<String> UNITS = List.of("b", "kib", "mib", "gib", "tib");

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  private Arguments() {}

  /** {@code options} take a value, {@code flags} none. */
  public static Arguments parse(List<String> line, Set<String> options, Set<String> flags)
      throws UsageException {
    Arguments parsed = new Arguments();
    for (int i = 0; i < line.size(); i++) {
      String name = line.get(i).replaceFirst("=.*", "");
      if (!name.startsWith("-")) {
        parsed.words.add(line.get(i));
      } else if (flags.contains(line.get(i))) {
        parsed.add(name, "");
      } else if (!options.contains(name)) {
        throw new UsageException("unknown option " + name + "; --help lists them");
      } else if (name.length() < line.get(i).length()) {
        parsed.add(name, line.get(i).substring(name.length() + 1));
      } else if (++i < line.size()) {
        parsed.add(name, line.get(i));
      } else {
        throw new UsageException(name + " needs a value; --help shows an example");
      }
    }
    return parsed;
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  public List<String> words() {
    return words;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The last one given, or the default. */
  public String text(String name, String otherwise) {
    List<String> given = all(name);
    return given.isEmpty() ? otherwise : given.get(given.size() - 1);
  }

  public int number(String name, int otherwise, int least, int most) throws UsageException {
    String text = text(name, Integer.toString(otherwise));
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new UsageException(
          name + " " + text + " is not possible; give a number from " + least + " to " + most);
    }
    return number;
  }

  /** A size with its unit. */
  public long bytes(String name, String otherwise) throws UsageException {
    String text = text(name, otherwise);
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches()) {
      throw new UsageException(
          name + " " + text + " is not a size; give a number with its unit, as 64KiB or 256MiB");
    }
    int power = UNITS.indexOf(parts.group(2).toLowerCase(Locale.ROOT));
    try {
      return Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << 10 * power);
    } catch (ArithmeticException e) {
      throw new UsageException(name + " " + text + " is more than a file can hold; give less");
    }
  }
}
