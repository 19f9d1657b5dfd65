package io.holdstill.testkit;

/** Whether a recording keeps from where groups were begun, which a failure then shows. */
public enum RecordedStacks {
  OFF,

  /** Where each group's first operation was made. */
  GROUP,

  /** Where each operation was made; a failure shows the last of its group. */
  WRITE
}
