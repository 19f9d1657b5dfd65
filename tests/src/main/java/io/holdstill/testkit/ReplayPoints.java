package io.holdstill.testkit;

/** At which points of a journal files are looked at. */
public enum ReplayPoints {
  /**
   * After each write group. A write outside any group is a group of its own. Boundaries at which
   * another group was open that touches the same files are left out, and said to be: the files need
   * never have stood so.
   */
  GROUP_ENDS,

  /** Reserved; not offered in this version. */
  EVERY_WRITE,

  /** Reserved; not offered in this version. */
  CRASH_STATES;

  void requireOffered() {
    if (this != GROUP_ENDS) {
      throw new UnsupportedOperationException(
          this + " is reserved and not offered in this version; use GROUP_ENDS");
    }
  }
}
