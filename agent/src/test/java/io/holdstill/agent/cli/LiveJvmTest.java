package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands against JVMs of their own, over the attach mechanism and JMX. */
@Timeout(60)
class LiveJvmTest {
  private static ForkedJvm armed;
  private static ForkedJvm disarmed;
  private static ForkedJvm bare;

  @BeforeAll
  static void fork() throws IOException, InterruptedException {
    armed = ForkedJvm.fakeTarget("armed", "exclude=*.tmp");
    disarmed = ForkedJvm.fakeTarget("disarmed");
    bare = ForkedJvm.fakeTarget("none");
  }

  @AfterAll
  static void end() throws InterruptedException {
    armed.end();
    disarmed.end();
    bare.end();
  }

  @Test
  void listTellsWhereHoldstillIs() {
    String out = Run.of("list").out();

    String main = "  " + FakeTarget.class.getName() + "  ";
    assertTrue(out.contains(armed.pid() + main + "ARMED\n"), out);
    assertTrue(out.contains(disarmed.pid() + main + "DISARMED: not woven: java.io.X.y\n"), out);
    assertTrue(out.contains(bare.pid() + main + "-\n"), out);
    assertFalse(out.contains(" " + ProcessHandle.current().pid() + " "), "this one itself");
  }

  @Test
  void listIsOneJsonObject() {
    for (JsonElement jvm : Run.of("list", "--json").json().getAsJsonArray("jvms")) {
      JsonObject object = jvm.getAsJsonObject();
      if (object.get("pid").getAsLong() == armed.pid()) {
        assertEquals("ARMED", object.get("state").getAsString());
        return;
      }
    }
    throw new AssertionError("the armed JVM is not in the list");
  }

  @Test
  void statusShowsTheAttributes() {
    Run run = Run.of("status", armed.name());

    assertEquals(Exit.DONE, run.exit(), run.err());
    assertTrue(run.out().startsWith("ARMED\n  version 1.2.3, 1000 writes seen"), run.out());
    assertTrue(run.out().contains("groups=com.acme.Store#put matched 1 method, 42 groups ended"));
    assertTrue(run.out().contains("groups=com.acme.Gone#* matched NOTHING so far"));
    JsonObject json = Run.of("status", armed.name(), "--json").json();
    assertEquals(1_000, json.get("writesSeen").getAsLong());
    assertEquals(2, json.getAsJsonArray("groupPatterns").size());
  }

  @Test
  void aDisarmedAgentIsShownAndRefusesRequests() {
    Run status = Run.of("status", disarmed.name());
    Run snapshot = Run.of("snapshot", disarmed.name(), "/data", "--to", "/backup/x", "--json");

    assertEquals(Exit.NOT_THERE, status.exit());
    assertTrue(status.out().startsWith("DISARMED: not woven: java.io.X.y\n"), status.out());
    assertEquals(Exit.NOT_THERE, snapshot.exit());
    assertTrue(snapshot.json().get("error").getAsString().contains("not woven: java.io.X.y"));
  }

  @Test
  void aJvmWithoutHoldstillIsLeftAsItIs() {
    Run run = Run.of("snapshot", bare.name(), "/data", "--to", "/backup/x");

    assertEquals(Exit.NOT_THERE, run.exit());
    assertTrue(run.err().contains("Holdstill is not in JVM " + bare.pid()), run.err());
    assertTrue(run.err().contains("-javaagent:holdstill.jar"), run.err());
    try (AttachedJvm jvm = AttachedJvm.attach(bare.pid(), Duration.ofSeconds(10))) {
      assertNull(jvm.property("com.sun.management.jmxremote.localConnectorAddress", true));
    }
  }

  @Test
  void aNameOfSeveralJvmsIsRefused() {
    Run run = Run.of("status", "cli.FakeTarget");

    assertEquals(Exit.USAGE, run.exit());
    assertTrue(run.err().contains("  " + armed.pid() + " " + FakeTarget.class.getName()));
    assertTrue(run.err().contains("  " + bare.pid() + " " + FakeTarget.class.getName()));
    assertEquals(Exit.FAILED, Run.of("status", "no.such.Main").exit());
  }

  @Test
  void everyVerdictHasItsExitCode() {
    assertEquals(Exit.DONE, snapshot("consistent").exit());
    assertEquals(Exit.REFUSED, snapshot("unguarded").exit());
    assertEquals(Exit.DONE, snapshot("unguarded", "--allow-unguarded").exit());
    assertEquals(Exit.REFUSED, snapshot("not-grouped").exit());
    assertEquals(Exit.DONE, snapshot("not-grouped", "--level", "write").exit());
    assertEquals(Exit.NO_SNAPSHOT_POINT, snapshot("no-point").exit());
    assertEquals(Exit.FAILED, snapshot("broken").exit());
    assertEquals(Exit.FAILED, snapshot("failed").exit());
    assertEquals(Exit.FAILED, snapshot("throws").exit());
    assertEquals(Exit.USAGE, snapshot("x", "--max-pause", "1h").exit());
  }

  @Test
  void aGoodResultGoesToStdoutAndABadOneToStderr() {
    Run good = snapshot("consistent");
    Run quiet = snapshot("consistent", "--quiet");
    Run bad = snapshot("no-point", "--quiet");

    assertTrue(good.out().startsWith("CONSISTENT (level group): /backup/consistent\n"));
    assertEquals("", good.err());
    assertEquals("", quiet.out() + quiet.err());
    assertTrue(bad.err().startsWith("NO_SNAPSHOT_POINT"), bad.err());
    assertEquals("", bad.out());
  }

  @Test
  void whatWasAcceptedIsSaidOnStderrEvenWithJson() {
    Run run = snapshot("unguarded", "--allow-unguarded", "--json");

    assertEquals("UNGUARDED", run.json().get("verdict").getAsString());
    assertEquals(2, run.json().getAsJsonArray("unguarded").size());
    assertTrue(run.err().startsWith("holdstill: accepted: 2 files"), run.err());
  }

  @Test
  void pathsAndOptionsArriveAsTheyWereGiven() throws InterruptedException {
    Run.of(
        Path.of("/some/where"),
        "snapshot",
        armed.name(),
        "a,b",
        "c:d",
        "/e=f",
        "--to",
        "new/x",
        "--exclude",
        "**/*.log",
        "--exclude",
        "{p,q}",
        "--level",
        "group",
        "--max-pause",
        "5ms",
        "--timeout",
        "2s",
        "--provider",
        "copy",
        "--strict");

    armed.awaitOutput(
        Pattern.quote(
            "begun SnapshotRequest[sources=[/some/where/a,b, /some/where/c:d, /e=f],"
                + " destination=/some/where/new/x, exclude=[*.tmp, **/*.log, {p,q}], level=GROUP,"
                + " maxPause=PT0.005S, timeout=PT2S, strict=true, allowUnguarded=false,"
                + " detached=false]"));
  }

  @Test
  void ctrlCCancelsCleansUpAndEndsWith130() throws Exception {
    ForkedJvm cli =
        ForkedJvm.start(Main.class, "snapshot", armed.name(), "/data", "--to", "/b/slow", "--json");
    armed.awaitOutput("begun .*destination=/b/slow");
    new ProcessBuilder("kill", "-INT", cli.name()).start().waitFor();

    assertEquals(Exit.INTERRUPTED, cli.exitCode());
    assertTrue(cli.output().contains("\"verdict\": \"CANCELLED\""), cli.output());
    JsonObject latest =
        Run.of("status", armed.name(), "--json")
            .json()
            .getAsJsonArray("snapshots")
            .get(0)
            .getAsJsonObject();
    assertEquals("CANCELLED", latest.get("verdict").getAsString());
  }

  @Test
  void watchingEndsWithTheJvm() throws Exception {
    ForkedJvm mortal = ForkedJvm.fakeTarget("armed");
    ForkedJvm cli = ForkedJvm.start(Main.class, "status", mortal.name(), "--watch", "--json");
    cli.awaitOutput("\\{\"state\":\"ARMED\".*}\n\\{\"state\":\"ARMED\".*}\n");
    mortal.end();

    assertEquals(Exit.FAILED, cli.exitCode());
  }

  private static Run snapshot(String name, String... more) {
    List<String> line =
        new ArrayList<>(List.of("snapshot", armed.name(), "/data", "--to", "/backup/" + name));
    line.addAll(List.of(more));
    return Run.of(line.toArray(String[]::new));
  }
}
