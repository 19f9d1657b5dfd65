package io.holdstill.agent.cli;

import io.holdstill.agent.snapshot.Claim;

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
    Judgement judgement = byVerdict(report, allowUnguarded, level);
    return judgement.exitCode() == Exit.DONE ? believed(report, judgement) : judgement;
  }

  private static Judgement byVerdict(Fields report, boolean allowUnguarded, String level) {
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
      case "FAILED", "BROKEN_OFF", "CANCELLED" -> new Judgement(Exit.FAILED, "");
      default ->
          new Judgement(
              Exit.FAILED,
              "the verdict '"
                  + report.text("verdict")
                  + "' is not known to this version, so it is taken for a failure; use the"
                  + " holdstill.jar that is in that JVM");
    };
  }

  /**
   * The verdict alone makes no snapshot: what is refused may have one that an option accepts, and
   * be refused for another reason.
   */
  private static Judgement believed(Fields report, Judgement judgement) {
    boolean consistent = report.text("verdict").equals("CONSISTENT");
    if (!report.text("error").isEmpty() && !consistent) {
      return new Judgement(Exit.REFUSED, "");
    }
    String wrong = wrong(report);
    return wrong.isEmpty()
        ? judgement
        : new Judgement(
            Exit.FAILED,
            "the report claims " + wrong + "; no snapshot is taken from it: look what is at DEST");
  }

  private static String wrong(Fields report) {
    String claim = report.text("verdict");
    if (!report.text("error").isEmpty()) {
      return claim + " and tells an error";
    }
    if (report.text("destination").isEmpty()) {
      return claim + " and names no destination";
    }
    if (report.text("snapshotPoint").isEmpty()) {
      return claim + " and names no snapshotPoint";
    }
    return Claim.wrong(report.values());
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
