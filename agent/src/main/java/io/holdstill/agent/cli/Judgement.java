package io.holdstill.agent.cli;

/**
 * What a report means for the one who asked.
 *
 * @param exitCode one of {@link Exit}
 * @param note what is not guaranteed and was accepted by an option, or why what was made is not
 *     what was asked for; empty where the report says it all
 */
record Judgement(int exitCode, String note) {

  /**
   * @param allowUnguarded {@code --allow-unguarded} was given
   * @param level what {@code --level} said, or null
   */
  static Judgement of(Fields report, boolean allowUnguarded, String level) {
    boolean write = "write".equals(level);
    return switch (report.text("verdict")) {
      case "CONSISTENT" -> consistent(report, level);
      case "UNGUARDED" ->
          new Judgement(
              allowUnguarded ? Exit.DONE : Exit.REFUSED,
              allowUnguarded ? "accepted: " + unguarded(report) + " (--allow-unguarded)" : "");
      case "NOT_GROUPED" ->
          new Judgement(
              write ? Exit.DONE : Exit.REFUSED,
              write
                  ? "accepted: an instant between writes, not between groups (--level write)"
                  : "");
      case "NO_SNAPSHOT_POINT" -> new Judgement(Exit.NO_SNAPSHOT_POINT, "");
      default -> new Judgement(Exit.FAILED, "");
    };
  }

  private static Judgement consistent(Fields report, String level) {
    boolean less = "group".equals(level) && !report.text("level").equals("group");
    String note =
        less
            ? "--level group was asked and no group was seen: "
                + report.text("destination")
                + " was made, but is only of level write; remove it and ask again later"
            : "";
    return new Judgement(less ? Exit.REFUSED : Exit.DONE, note);
  }

  private static String unguarded(Fields report) {
    int files = report.records("unguarded").size();
    return Quantities.count(files, "file") + " that can change without passing the barrier";
  }
}
