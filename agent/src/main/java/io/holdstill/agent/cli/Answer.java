package io.holdstill.agent.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;

/**
 * What a JVM answered. It may have another version of Holdstill, or be somebody else's: whatever it
 * is, it is understood or refused with what was not.
 *
 * @param jvm for messages
 * @param question the operation or attributes that were asked for
 */
record Answer(String jvm, String question, Object value) {
  /** A count, or the number of something. */
  long number() {
    return understood(() -> AnswerForm.number("it", Composites.plain(value)));
  }

  /**
   * @param form one of {@link AnswerForm}
   */
  @SuppressWarnings("unchecked")
  Map<String, Object> fields(Map<String, Object> form) {
    return understood(() -> (Map<String, Object>) checked(form, Composites.plain(value)));
  }

  /** All attributes by their names with a small first letter. */
  Map<String, Object> attributes(Map<String, Object> form) {
    return understood(() -> checked(form, named((List<?>) value)));
  }

  private static Map<String, Object> named(List<?> attributes) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Object each : attributes) {
      Attribute attribute = (Attribute) each;
      values.put(small(attribute.getName()), plain(attribute));
    }
    return values;
  }

  private static Object plain(Attribute attribute) {
    try {
      return Composites.plain(attribute.getValue());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(small(attribute.getName()) + ": " + e.getMessage(), e);
    }
  }

  private static String small(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static <T> T checked(Map<String, Object> form, T value) {
    AnswerForm.check("", form, value);
    return value;
  }

  /** Whatever an object does that came from elsewhere and lies about itself. */
  private <T> T understood(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      String message =
          jvm
              + " answered '"
              + question
              + "' with what this version does not understand: "
              + (e instanceof IllegalArgumentException ? e.getMessage() : e)
              + "; use the holdstill.jar that is in that JVM";
      throw new CliFailure(Exit.FAILED, message, e);
    }
  }
}
