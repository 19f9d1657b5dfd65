package io.holdstill.agent.control;

import java.util.List;

/** What became of one pattern of {@code groups=}. Getters only, for JMX. */
public final class GroupPatternState {
  private final String pattern;
  private final List<String> methods;
  private final long groupsEnded;

  public GroupPatternState(String pattern, List<String> methods, long groupsEnded) {
    this.pattern = pattern;
    this.methods = List.copyOf(methods);
    this.groupsEnded = groupsEnded;
  }

  public String getPattern() {
    return pattern;
  }

  /** The methods it matched, {@code CLASS#METHOD(TYPE,...)}; empty if it matched none yet. */
  public List<String> getMethods() {
    return methods;
  }

  public long getGroupsEnded() {
    return groupsEnded;
  }
}
