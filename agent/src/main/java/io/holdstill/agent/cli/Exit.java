package io.holdstill.agent.cli;

/** The exit codes; scripts rely on them. */
final class Exit {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int NO_SNAPSHOT_POINT = 4;
  static final int NOT_THERE = 5;
  static final int INTERRUPTED = 130;

  private Exit() {}
}
