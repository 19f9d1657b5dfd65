package io.holdstill.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.RequestOptions.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOptionsTest {
  private final Options agent = agent("max-pause=7ms,timeout=8s,exclude=*.tmp");

  @Test
  void whatIsNotSaidIsTheAgents() throws BadOptions {
    RequestOptions asked = RequestOptions.parse("", agent);

    assertEquals(Duration.ofMillis(7), asked.maxPause());
    assertEquals(Duration.ofSeconds(8), asked.timeout());
    assertEquals(List.of("*.tmp"), asked.exclude());
    assertEquals(Level.ANY, asked.level());
    assertFalse(asked.strict() || asked.allowUnguarded() || asked.detached());
  }

  @Test
  void bothFormsSayTheSame() throws BadOptions {
    Map<String, String> map =
        Map.of(
            "max-pause", "1ms",
            "timeout", "1s",
            "level", "write",
            "provider", "copy",
            "strict", "true",
            "allow-unguarded", "true",
            "detached", "true",
            "exclude", "a:b\\,c");
    String text =
        "max-pause=1ms,timeout=1s,level=write,provider=copy,strict=true,allow-unguarded=true,"
            + "detached=true,exclude=a:b\\,c";

    RequestOptions asked = RequestOptions.parse(map, agent);

    assertEquals(asked, RequestOptions.parse(text, agent));
    assertEquals(List.of("*.tmp", "a", "b,c"), asked.exclude());
    assertEquals(Level.WRITE, asked.level());
    assertTrue(asked.strict() && asked.allowUnguarded() && asked.detached());
  }

  @Test
  void overTheLimitNamesTheLimit() {
    List<String> problems = problems("max-pause=500ms,timeout=1h");

    assertEquals(2, problems.size());
    assertTrue(
        problems
            .get(0)
            .startsWith(
                "max-pause=500ms: over this JVM's max-pause-limit=100ms; ask for at most 100ms"),
        problems.get(0));
    assertTrue(problems.get(1).contains("timeout-limit=10m"), problems.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reflink", "btrfs", "zfs", "lvm", "command"})
  void otherProvidersAreNotOfferedYet(String name) {
    List<String> problems = problems("provider=" + name);

    assertTrue(problems.get(0).startsWith("provider=" + name + ": not offered in this version"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    List<String> problems =
        problems("level=row,strict=yes,max-pause=5,pool=1MiB,tiemout=1s,provider=rsync,detached=");

    assertEquals(7, problems.size(), problems.toString());
    assertTrue(problems.contains("pool=1MiB: a setting of the agent, not of a request; remove it"));
    assertTrue(problems.contains("level=row: not one of the choices; write group or write"));
    assertTrue(problems.contains("tiemout=1s: there is no such option; did you mean timeout?"));
  }

  /** Over JMX a map may hold anything. */
  @Test
  void aNullValueIsAProblemLikeAnother() {
    Map<String, String> map = new HashMap<>();
    map.put("max-pause", null);
    map.put("nonsense", null);

    BadOptions e = assertThrows(BadOptions.class, () -> RequestOptions.parse(map, agent));

    assertEquals(2, e.problems().size());
  }

  private List<String> problems(String text) {
    return assertThrows(BadOptions.class, () -> RequestOptions.parse(text, agent)).problems();
  }

  private static Options agent(String text) {
    try {
      return Options.parse(text);
    } catch (BadOptions e) {
      throw new AssertionError(e);
    }
  }
}
