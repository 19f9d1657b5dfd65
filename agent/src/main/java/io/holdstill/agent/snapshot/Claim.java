package io.holdstill.agent.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What a manifest says of its snapshot as a whole. The checksum is no signature: who can write the
 * manifest can seal it again, with any claim that a Holdstill would make. One that none would make
 * is found.
 */
final class Claim {
  private static final List<String> VERDICTS = List.of("CONSISTENT", "UNGUARDED", "NOT_GROUPED");
  private static final List<String> LEVELS = List.of("group", "write");

  private Claim() {}

  /** Adds what cannot be believed. */
  static void check(Map<String, Object> report, List<Difference> differences) {
    String verdict = String.valueOf(report.get("verdict"));
    String level = String.valueOf(report.get("level"));
    boolean unguarded = report.get("unguarded") instanceof List<?> files && !files.isEmpty();
    if (!VERDICTS.contains(verdict)) {
      add(differences, "the verdict " + verdict + ", which is none of a finished snapshot");
    } else if (!LEVELS.contains(level)) {
      add(differences, "the level " + level + ", and there is no such level");
    } else if (verdict.equals("CONSISTENT") == unguarded && !verdict.equals("NOT_GROUPED")) {
      add(
          differences,
          "the verdict "
              + verdict
              + " and "
              + (unguarded ? "lists" : "names no")
              + " unguarded files");
    }
  }

  private static void add(List<Difference> differences, String claim) {
    differences.add(
        new Difference(
            "claim",
            Manifest.FILE_NAME,
            Manifest.FILE_NAME + ": claims " + claim + "; nothing here can be vouched for"));
  }
}
