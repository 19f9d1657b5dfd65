package io.holdstill.agent.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What a manifest says of its snapshot as a whole. The checksum is no signature: who can write the
 * manifest can seal it again, with any claim that a Holdstill would make. One that none would make
 * is found.
 */
public final class Claim {
  private static final List<String> VERDICTS = List.of("CONSISTENT", "UNGUARDED", "NOT_GROUPED");
  private static final List<String> LEVELS = List.of("group", "write");

  private Claim() {}

  /** Adds what cannot be believed. */
  static void check(Map<String, Object> report, List<Difference> differences) {
    String wrong = wrong(report);
    if (!wrong.isEmpty()) {
      differences.add(
          new Difference(
              "claim",
              Manifest.FILE_NAME,
              Manifest.FILE_NAME + ": claims " + wrong + "; nothing here can be vouched for"));
    }
  }

  /** The claim that cannot be believed; empty if all can be. */
  public static String wrong(Map<?, ?> report) {
    String verdict = String.valueOf(report.get("verdict"));
    String level = String.valueOf(report.get("level"));
    boolean unguarded = report.get("unguarded") instanceof List<?> files && !files.isEmpty();
    if (!VERDICTS.contains(verdict)) {
      return "the verdict " + verdict + ", which is none of a finished snapshot";
    }
    if (!LEVELS.contains(level)) {
      return "the level " + level + ", and there is no such level";
    }
    boolean fits = verdict.equals("NOT_GROUPED") || verdict.equals("CONSISTENT") != unguarded;
    return fits
        ? ""
        : "the verdict "
            + verdict
            + " and "
            + (unguarded ? "lists" : "names no")
            + " unguarded files";
  }
}
