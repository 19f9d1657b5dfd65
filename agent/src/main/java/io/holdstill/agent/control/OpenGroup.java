package io.holdstill.agent.control;

/** A write group that has begun and not ended. Getters only, for JMX. */
public final class OpenGroup {
  private final String group;
  private final String thread;
  private final long ageMicros;

  public OpenGroup(String group, String thread, long ageMicros) {
    this.group = group;
    this.thread = thread;
    this.ageMicros = ageMicros;
  }

  public String getGroup() {
    return group;
  }

  public String getThread() {
    return thread;
  }

  public long getAgeMicros() {
    return ageMicros;
  }
}
