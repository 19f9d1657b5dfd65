package io.holdstill.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = ",")
  void nothingSaidMeansTheDocumentedDefaults(String text) throws BadOptions {
    Options options = Options.parse(text);

    assertEquals(List.of(), options.groups());
    assertEquals(List.of(), options.sources());
    assertEquals(List.of(), options.exclude());
    assertNull(options.snapshots());
    assertEquals(Duration.ofMillis(20), options.maxPause());
    assertEquals(Duration.ofMillis(100), options.maxPauseLimit());
    assertEquals(0.05, options.maxHoldShare());
    assertEquals(Duration.ofSeconds(30), options.timeout());
    assertEquals(Duration.ofMinutes(10), options.timeoutLimit());
    assertEquals(Duration.ofMillis(20), options.copyTimeout());
    assertEquals(8L << 20, options.bulkLimit());
    assertEquals(128L << 20, options.pool());
    assertEquals(new Reserve(0.05, 1L << 30), options.reserve());
    assertEquals(Duration.ofSeconds(30), options.leaseLimit());
    assertEquals(Duration.ofSeconds(10), options.groupWarn());
    assertEquals(Options.OnStartFailure.CONTINUE, options.onStartFailure());
  }

  @Test
  void everyOptionIsRead() throws BadOptions {
    Options options =
        Options.parse(
            "groups=a.S#put(int,byte[]):b.*#*,sources=/data:/more,exclude=**/*.log:index/**,"
                + "snapshots=/backup,max-pause=5ms,max-pause-limit=50ms,max-hold-share=0.5%,"
                + "timeout=1m,timeout-limit=1h,copy-timeout=200us,bulk-limit=0B,pool=1GiB,"
                + "reserve=max(1%,64KiB),lease-limit=5s,group-warn=1s,"
                + "on-copy-failure=break-snapshot,on-start-failure=exit");

    assertEquals(
        List.of("a.S#put(int,byte[])", "b.*#*"),
        options.groups().stream().map(GroupPattern::text).toList());
    assertEquals(List.of(Path.of("/data"), Path.of("/more")), options.sources());
    assertEquals(List.of("**/*.log", "index/**"), options.exclude());
    assertEquals(Path.of("/backup"), options.snapshots());
    assertEquals(Duration.ofMillis(5), options.maxPause());
    assertEquals(Duration.ofMillis(50), options.maxPauseLimit());
    assertEquals(0.005, options.maxHoldShare());
    assertEquals(Duration.ofMinutes(1), options.timeout());
    assertEquals(Duration.ofHours(1), options.timeoutLimit());
    assertEquals(Duration.ofNanos(200_000), options.copyTimeout());
    assertEquals(0, options.bulkLimit());
    assertEquals(1L << 30, options.pool());
    assertEquals(new Reserve(0.01, 64 << 10), options.reserve());
    assertEquals(Duration.ofSeconds(5), options.leaseLimit());
    assertEquals(Duration.ofSeconds(1), options.groupWarn());
    assertEquals(Options.OnStartFailure.EXIT, options.onStartFailure());
  }

  @Test
  void aBackslashTakesTheNextCharacterAsItIs() throws BadOptions {
    Options options = Options.parse("sources=/a\\,b:/c\\:d:/e\\\\f:/g\\(h,exclude=\\{x\\,y\\}");

    assertEquals(
        List.of(Path.of("/a,b"), Path.of("/c:d"), Path.of("/e\\f"), Path.of("/g(h")),
        options.sources());
    assertEquals(List.of("{x,y}"), options.exclude());
  }

  @Test
  void whatIsJoinedIsReadBackTheSame() throws BadOptions {
    List<String> odd = List.of("/a,b:c\\d(e)=f", "/plain");

    Options options = Options.parse("sources=" + OptionText.join(odd) + ",pool=1MiB");

    assertEquals(odd, options.sources().stream().map(Path::toString).toList());
    assertEquals(1 << 20, options.pool());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    List<String> problems =
        problems("max-pause=20,max-puase=5ms,pool=64KB,groups=Store.put,timeout=0s,x");

    assertEquals(6, problems.size(), problems.toString());
    assertContains(problems, "max-pause=20: a number needs its unit; write for example 20ms");
    assertContains(problems, "max-puase=5ms: there is no such option; did you mean max-pause?");
    assertContains(problems, "pool=64KB: unknown unit; write for example 64MiB");
    assertContains(problems, "groups=Store.put: not a method; write CLASS#METHOD");
    assertContains(problems, "timeout=0s: out of range; write 1ms to ");
    assertContains(problems, "x: not KEY=VALUE");
  }

  /** A key that is listed and not read would accept anything. */
  @Test
  void everyKnownKeyRefusesNonsense() {
    for (String key : Keys.AGENT) {
      boolean path = List.of("sources", "snapshots", "journal").contains(key);
      String nonsense = path ? "\0" : key.equals("exclude") ? "{" : "?";
      List<String> problems = problems(key + "=" + nonsense);
      assertTrue(problems.get(0).startsWith(key + "="), key + ": " + problems);
    }
  }

  @Test
  void whatBelongsToAJournalNeedsOne() throws BadOptions {
    for (String key : Keys.JOURNAL) {
      String value =
          key.endsWith("stacks") ? "group" : key.matches(".*(size|buffer)") ? "1GiB" : "1s";
      List<String> problems = problems(key + "=" + value);
      assertEquals(1, problems.size(), problems.toString());
      assertContains(problems, "nothing is recorded without journal=DIR");
      assertNotNull(Options.parse("journal=/j," + key + "=" + value).journal());
    }
    assertNull(Options.parse("").journal());
  }

  @Test
  void everyKnownKeyRefusesAnEmptyValue() {
    for (String key : Keys.AGENT) {
      List<String> problems = problems(key + "=");
      assertEquals(List.of(key + "=: the value is empty; give one or remove the option"), problems);
    }
  }

  @Test
  void whatIsReservedIsRefusedByName() {
    assertContains(problems("on-copy-failure=fail-write"), "fail-write is not offered in this");
  }

  @Test
  void aRequestsOptionIsNotTheAgents() {
    assertContains(problems("level=write"), "level=write: an option of a request");
  }

  @Test
  void aKeyLikeNoOtherIsAnsweredWithTheList() {
    assertContains(problems("colour=red"), "the options are groups, sources, exclude");
  }

  @Test
  void aValueOverItsLimitIsAProblem() {
    assertContains(
        problems("max-pause=101ms"),
        "max-pause=101ms: over max-pause-limit=100ms; lower it or raise max-pause-limit");
    assertContains(problems("timeout=11m"), "timeout=11m: over timeout-limit=10m");
  }

  @Test
  void aLimitBelowTheDefaultLowersTheDefault() throws BadOptions {
    Options options = Options.parse("max-pause-limit=1ms,timeout-limit=2s");

    assertEquals(Duration.ofMillis(1), options.maxPause());
    assertEquals(Duration.ofSeconds(2), options.timeout());
  }

  /** QEMU counted such a timeout in 32 bits: 5 s of nanoseconds came out as 0.7 s. */
  @ParameterizedTest
  @ValueSource(strings = {"4294967295ns", "4294967296ns", "5s", "4294968s", "876000h"})
  void longTimesDoNotWrapAround(String text) throws BadOptions {
    Options options =
        Options.parse("timeout=" + text + ",timeout-limit=876000h,group-warn=" + text);

    Duration expected = Amounts.duration(text);
    assertEquals(expected, options.timeout());
    assertEquals(expected, options.groupWarn());
    long now = Long.MAX_VALUE - 1;
    long deadline = now + options.timeout().toNanos();
    assertTrue(deadline - now > 0, "a deadline of nanoTime must not wrap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"876001h", "9223372036854775807h", "99999999999999999999s"})
  void timesThatCannotBeCountedAreRefused(String text) {
    List<String> problems = problems("group-warn=" + text);

    assertEquals(1, problems.size());
    assertTrue(problems.get(0).matches(".*(out of range|too large).*"), problems.get(0));
  }

  @Test
  void aParenthesisLeftOpenIsSaid() {
    assertContains(problems("sources=/a(b,pool=1MiB"), "a parenthesis is not closed");
  }

  @Test
  void theSameKeyTwiceIsAProblem() {
    assertContains(problems("pool=1MiB,pool=2MiB"), "pool=2MiB: given twice");
  }

  @Test
  void theOptionStringWinsOverTheFile() throws Exception {
    Path file = directory.resolve("h.properties");
    Files.writeString(file, "# comment\npool=1MiB\ngroups=a.S#put(int,long):b.T#*\ntimeout=3s\n");

    Options options = Options.parse("config=" + file + ",pool=2MiB");

    assertEquals(2 << 20, options.pool());
    assertEquals(Duration.ofSeconds(3), options.timeout());
    assertEquals(2, options.groups().size());
  }

  @Test
  void theFilesProblemsAreToldWithTheOthers() throws Exception {
    Path file = directory.resolve("h.properties");
    Files.writeString(file, "pol=1MiB\nconfig=other\n");

    List<String> problems = problems("config=" + file + ",timeout=1");

    assertEquals(3, problems.size(), problems.toString());
    assertContains(problems, "names a further file by config=");
    assertContains(problems, "did you mean pool?");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    assertContains(problems("config=/no/such/file"), "config=/no/such/file: cannot be read");
  }

  @Test
  void aMapIsReadAsTheStringIs() throws BadOptions {
    Options options = Options.parse(Map.of("sources", "/a:/b\\:c", "pool", "2MiB"));

    assertEquals(List.of(Path.of("/a"), Path.of("/b:c")), options.sources());
    assertEquals(2 << 20, options.pool());
  }

  @Test
  void relativePathsStandWhereTheProcessStands() throws BadOptions {
    assertEquals(
        List.of(Path.of("data").toAbsolutePath()), Options.parse("sources=data").sources());
  }

  private static List<String> problems(String text) {
    return assertThrows(BadOptions.class, () -> Options.parse(text)).problems();
  }

  private static void assertContains(List<String> problems, String part) {
    assertTrue(problems.stream().anyMatch(p -> p.contains(part)), part + " is not in " + problems);
  }
}
