package io.holdstill.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The syntax of option text, the same for agent options, requests and properties files: {@code ,}
 * separates pairs, {@code :} the elements of a list, {@code \} takes the next character as it is. A
 * comma inside parentheses does not separate.
 */
public final class OptionText {
  private static final String SPECIAL = "\\,:=()";

  private OptionText() {}

  /** Cuts {@code a=1,b=2} into pairs; the values keep their escapes until they are read. */
  static Map<String, String> pairs(String text, Problems problems) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String piece : pieces(text, problems)) {
      int equals = piece.indexOf('=');
      if (equals <= 0) {
        problems.add(
            piece + ": not KEY=VALUE; give it a value (a comma inside a value is written \\,)");
      } else if (pairs.put(piece.substring(0, equals).trim(), piece.substring(equals + 1))
          != null) {
        problems.add(piece + ": given twice; say it once");
      }
    }
    return pairs;
  }

  /** The elements of a list, without their escapes; empty ones are dropped. */
  public static List<String> list(String text) {
    return split(text, ':', false).stream()
        .filter(element -> !element.isEmpty())
        .map(OptionText::unescape)
        .collect(Collectors.toList());
  }

  /** The inverse of {@link #list}, safe as a value inside an option string. */
  public static String join(List<String> elements) {
    return elements.stream().map(OptionText::escape).collect(Collectors.joining(":"));
  }

  /** Protects every character that has a meaning in option text. */
  public static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (char c : value.toCharArray()) {
      if (SPECIAL.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** A backslash at the very end stands for itself. */
  static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean escapes = text.charAt(i) == '\\' && i + 1 < text.length();
      plain.append(text.charAt(escapes ? ++i : i));
    }
    return plain.toString();
  }

  private static List<String> pieces(String text, Problems problems) {
    if (depthAtEnd(text) > 0) {
      problems.add(text + ": a parenthesis is not closed; close it, or write \\( for a plain one");
    }
    return split(text, ',', true).stream()
        .map(String::trim)
        .filter(piece -> !piece.isEmpty())
        .collect(Collectors.toList());
  }

  private static List<String> split(String text, char separator, boolean parenthesesProtect) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == separator && (depth == 0 || !parenthesesProtect)) {
        parts.add(text.substring(start, i));
        start = i + 1;
      } else {
        depth = depthAfter(c, depth);
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static int depthAtEnd(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else {
        depth = depthAfter(text.charAt(i), depth);
      }
    }
    return depth;
  }

  private static int depthAfter(char c, int depth) {
    if (c == '(') {
      return depth + 1;
    }
    return c == ')' ? Math.max(0, depth - 1) : depth;
  }
}
