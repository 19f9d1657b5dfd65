package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.fuzz.Fuzz;
import io.holdstill.agent.replay.Shown;
import io.holdstill.agent.snapshot.ReportFields;
import io.holdstill.agent.snapshot.ReportFixture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What another JVM answers, which may be of another version, or anybody: each command ends as it
 * says it does and says why, a terminal is told nothing, and 0 is the end of what is sound alone.
 */
class AnswerFuzzTest {
  private static final List<String> KNOWN =
      List.of("CONSISTENT", "UNGUARDED", "NOT_GROUPED", "NO_SNAPSHOT_POINT", "FAILED");

  private static final List<Integer> EXITS =
      List.of(
          Exit.DONE, Exit.FAILED, Exit.USAGE, Exit.REFUSED, Exit.NO_SNAPSHOT_POINT, Exit.NOT_THERE);

  /** How {@link BarView} erases its line. */
  private static final String BAR = "\r\u001b[K";

  private int done;

  @Test
  void reports() throws InterruptedException {
    Fuzz.ofRandom("answered reports")
        .oneIn(5)
        .run(input -> report(Fuzz.random(input)), AnswerFuzzTest::said);
    assertTrue(done > 0 || Integer.getInteger("holdstill.fuzz.rounds", 2_000) < 1_000, "none done");
  }

  private void report(Random random) throws Exception {
    Map<String, Object> report = new OddAnswers(random).changed(goodReport(random));
    OddReplies answers = new OddReplies(random, report);
    OddJvm.answer(answers);
    List<String> line = new ArrayList<>(List.of("snapshot", OddJvm.ADDRESS, "/x", "--to", "/y"));
    boolean unguarded = maybe(random, line, "--allow-unguarded");
    boolean write = maybe(random, line, "--level=write");
    boolean group = !write && maybe(random, line, "--level=group");
    maybe(random, line, "--json");
    maybe(random, line, "--quiet");
    Run run = run(random, line);
    Set<String> odd = Sound.report(report);
    boolean good =
        odd.isEmpty()
            && Sound.claims(report)
            && switch ((String) report.get("verdict")) {
              case "CONSISTENT" -> !group || report.get("level").equals("group");
              case "UNGUARDED" -> unguarded;
              default -> write;
            };
    judge(run, answers, odd, good);
  }

  private static Map<String, Object> goodReport(Random random) {
    Map<String, Object> report =
        ReportFields.of(
            switch (random.nextInt(4)) {
              case 0 -> ReportFixture.unguarded("/y");
              case 1 -> ReportFixture.noSnapshotPoint("/y");
              default -> ReportFixture.consistent("/y", random.nextBoolean() ? "group" : "write");
            });
    if (random.nextInt(6) == 0) {
      report.put("verdict", KNOWN.get(random.nextInt(KNOWN.size())));
    }
    return report;
  }

  @Test
  void attributes() throws InterruptedException {
    Fuzz.ofRandom("answered attributes")
        .oneIn(20)
        .run(input -> attributes(Fuzz.random(input)), AnswerFuzzTest::said);
  }

  private void attributes(Random random) throws Exception {
    Map<String, Object> status = new OddAnswers(random).changed(goodStatus());
    OddReplies answers = new OddReplies(random, status);
    OddJvm.answer(answers);
    List<String> line = new ArrayList<>(List.of("status", OddJvm.ADDRESS));
    maybe(random, line, "--json");
    Run run = run(random, line);
    Set<String> odd = Sound.status(status);
    judge(run, answers, odd, odd.isEmpty() && "ARMED".equals(status.get("state")));
  }

  private static Map<String, Object> goodStatus() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("state", "ARMED");
    status.put("stateReason", "");
    status.put("version", "1.2.3");
    status.put("writesSeen", 1_000L);
    status.put("groupsEnded", 42L);
    status.put("openGroups", List.of(Map.of("group", "a#b", "thread", "t", "ageMicros", 1L)));
    status.put(
        "groupPatterns",
        List.of(Map.of("pattern", "a#*", "methods", List.of("a#b"), "groupsEnded", 42L)));
    status.put("snapshots", List.of(ReportFields.of(ReportFixture.unguarded("/y"))));
    status.put("longestStallMicros", 4_000L);
    status.put("journal", "/journal");
    status.put("journalEntries", 41L);
    status.put("suppressedFaults", 1L);
    status.put("firstFault", "java.lang.Error: first\n\tat x.Y.z(Y.java:1)");
    return OddAnswers.copy(status);
  }

  @Test
  void marks() throws InterruptedException {
    Fuzz.ofRandom("answered marks")
        .oneIn(40)
        .run(
            input -> {
              Random random = Fuzz.random(input);
              Object number = random.nextInt(4) == 0 ? 42L : new OddAnswers(random).odd();
              OddReplies answers = new OddReplies(random, Map.of());
              answers.number = number;
              OddJvm.answer(answers);
              List<String> line = new ArrayList<>(List.of("mark", OddJvm.ADDRESS, "moment"));
              maybe(random, line, "--json");
              boolean sound = Sound.number(number);
              Set<String> odd = sound ? Set.of() : Set.of("mark");
              judge(run(random, line), answers, odd, sound);
            },
            AnswerFuzzTest::said);
  }

  private static boolean maybe(Random random, List<String> line, String option) {
    boolean taken = random.nextInt(3) == 0;
    if (taken) {
      line.add(option);
    }
    return taken;
  }

  private static Run run(Random random, List<String> line) {
    return Run.of(random.nextInt(8) == 0, line.toArray(String[]::new));
  }

  /**
   * @param odd what cannot be understood; one of it is named
   * @param good 0 is the end of it, if each question got an answer
   */
  private void judge(Run run, OddReplies answers, Set<String> odd, boolean good) throws Ended {
    String all = run.out() + run.err().replace(BAR, "");
    String named = answers + " got " + run;
    boolean understood = answers.failed || odd.isEmpty();
    require((run.exit() == Exit.DONE) == (good && !answers.failed), "wrong end", named);
    require(understood || run.exit() == Exit.FAILED, "judged, and not understood", named);
    require(EXITS.contains(run.exit()), "an end of nothing", named);
    require(
        understood || odd.stream().anyMatch(name -> names(run.err(), name)),
        "not named: " + Shown.text("" + odd),
        named);
    require(!all.contains("a fault of holdstill") && !all.contains("\tat "), "a fault", named);
    require(all.codePoints().allMatch(c -> c == '\n' || !Shown.obeyed(c)), "obeyed", named);
    if (run.out().startsWith("{")) {
      run.json();
    }
    done += run.exit() == Exit.DONE ? 1 : 0;
    if (run.exit() != Exit.DONE) {
      require(!all.isBlank(), "it says nothing", named);
      throw new Ended(all.strip() + " (exit " + run.exit() + ")");
    }
  }

  /** A name of several lines is shown on several. */
  private static boolean names(String err, String name) {
    return err.contains(Shown.text(name.lines().findFirst().orElse("")));
  }

  private static void require(boolean right, String what, String named) {
    if (!right) {
      throw new AssertionError(what + ": " + Shown.text(named));
    }
  }

  /** The end of a command that did not go well, as an exception whose message it said. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;

    Ended(String message) {
      super(message);
    }
  }

  private static String said(Throwable thrown) {
    return thrown instanceof Ended ? thrown.getMessage() : null;
  }
}
