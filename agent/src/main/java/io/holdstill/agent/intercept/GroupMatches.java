package io.holdstill.agent.intercept;

import io.holdstill.agent.config.GroupPattern;
import io.holdstill.runtime.gate.GroupName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One pattern, or the annotation, and the methods that were woven for it. */
public final class GroupMatches {
  private final GroupPattern pattern;
  private final String literal;
  private final Map<String, GroupName> woven = new TreeMap<>();

  /**
   * @param pattern null for the annotation
   */
  GroupMatches(GroupPattern pattern) {
    this.pattern = pattern;
    this.literal = pattern == null ? null : literal(pattern.text());
  }

  /** As the user wrote it. */
  public String text() {
    return pattern == null ? "@WriteGrouped" : pattern.text();
  }

  /** The methods woven so far, {@code CLASS#METHOD(TYPE,...)}. */
  public synchronized List<String> methods() {
    return List.copyOf(woven.keySet());
  }

  /** Groups of these methods that have ended. */
  public synchronized long ended() {
    return woven.values().stream().distinct().mapToLong(GroupName::ended).sum();
  }

  boolean mayBeIn(ClassHeader header) {
    return literal == null || header.mentions(literal);
  }

  boolean matchesClass(String name) {
    return pattern.matchesClass(name);
  }

  boolean matchesMethod(String name, List<String> parameters) {
    return pattern.matchesMethod(name, parameters);
  }

  synchronized void wove(GroupName name, String method) {
    woven.put(method, name);
  }

  /** The method's name where the pattern has no wildcard in it. */
  private static String literal(String text) {
    String method = text.substring(text.indexOf('#') + 1);
    int end = method.indexOf('(');
    String name = end < 0 ? method : method.substring(0, end);
    return name.indexOf('*') < 0 ? name : null;
  }
}
