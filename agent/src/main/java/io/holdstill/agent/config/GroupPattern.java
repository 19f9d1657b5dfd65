package io.holdstill.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names methods whose every call is one write group: {@code com.acme.Store#put}, {@code
 * com.acme.Store#put(int,byte[])}, {@code com.acme.*Store#*}.
 *
 * <p>In a class or method name {@code *} stands for any characters within one segment of a package,
 * {@code **} for any characters at all, so {@code com.acme.*Store} is not {@code com.acme.db.Store}
 * and {@code com.acme.**Store} is. A nested class is written with {@code $}, as {@link
 * Class#getName} does. A parameter's type is given by its full or its simple name; without a list
 * of parameters every overload is meant.
 */
public final class GroupPattern {
  private static final Pattern SHAPE =
      Pattern.compile("([\\p{L}\\p{N}_$.*]+)#([\\p{L}\\p{N}_$*]+)(?:\\((.*)\\))?");
  private static final Pattern TYPE =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]*(?:\\[\\])*(?:\\.\\.\\.)?");

  private final String text;
  private final Pattern classes;
  private final Pattern methods;
  private final List<String> parameters;

  private GroupPattern(String text, Pattern classes, Pattern methods, List<String> parameters) {
    this.text = text;
    this.classes = classes;
    this.methods = methods;
    this.parameters = parameters;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the text and how to mend it
   */
  public static GroupPattern of(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches() || !segmentsNamed(matcher.group(1))) {
      throw new IllegalArgumentException(
          "not a method; write CLASS#METHOD or CLASS#METHOD(TYPE,...), with dots in the class name,"
              + " for example com.acme.Store#put");
    }
    return new GroupPattern(
        text,
        glob(matcher.group(1)),
        glob(matcher.group(2)),
        matcher.group(3) == null ? null : parameters(matcher.group(3)));
  }

  /** As the user wrote it. */
  public String text() {
    return text;
  }

  /**
   * @param className as {@link Class#getName} gives it
   */
  public boolean matchesClass(String className) {
    return classes.matcher(className).matches();
  }

  /**
   * @param parameterTypeNames of every parameter, as {@link Class#getName} or {@link
   *     Class#getTypeName} gives it
   */
  public boolean matchesMethod(String name, List<String> parameterTypeNames) {
    return methods.matcher(name).matches()
        && (parameters == null || parametersMatch(parameterTypeNames));
  }

  @Override
  public String toString() {
    return text;
  }

  private boolean parametersMatch(List<String> typeNames) {
    boolean match = typeNames.size() == parameters.size();
    for (int i = 0; match && i < typeNames.size(); i++) {
      match = sameType(parameters.get(i), TypeNames.readable(typeNames.get(i)));
    }
    return match;
  }

  private static boolean sameType(String wanted, String actual) {
    return actual.equals(wanted) || actual.endsWith("." + wanted);
  }

  private static boolean segmentsNamed(String className) {
    return !className.startsWith(".") && !className.endsWith(".") && !className.contains("..");
  }

  private static List<String> parameters(String list) {
    List<String> types = new ArrayList<>();
    for (String type : list.isBlank() ? new String[0] : list.split(",", -1)) {
      if (!TYPE.matcher(type.trim()).matches()) {
        throw new IllegalArgumentException(
            "'" + type.trim() + "' is not a type; write names as in (int,byte[],String)");
      }
      types.add(TypeNames.readable(type.trim()));
    }
    return List.copyOf(types);
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    Matcher token = Pattern.compile("\\*+|[^*]+").matcher(text);
    while (token.find()) {
      String part = token.group();
      regex.append(part.equals("*") ? "[^.]*" : part.startsWith("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile(regex.toString());
  }
}
