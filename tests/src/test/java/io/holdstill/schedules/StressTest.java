package io.holdstill.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short selection of the stress tests: those in which a store could pass a load, and those of the
 * blocks. The rest, and all ways of compiling, by a command: see {@code tests/STRESS.md}.
 */
class StressTest {
  private static final String SELECTED =
      "BarrierStress\\.(Fence|Cut|Expiry|Stripe|Leaked|Carried)$|BlockStress\\.(Winner|Decision|Pushes)$";

  private static final int SELECTED_TESTS = 9;

  /** Two cores that are busy with other things let few stores pass a load. */
  private static final int ROUNDS = 5;

  @TempDir Path broken;

  @Test
  void whatIsSaidOfTheOrderHolds() throws Exception {
    Jdk jdk = Jdks.newest();
    Stress.Said said = Stress.run(jdk, null, SELECTED, Stress.QUICK, false);
    assertEquals(List.of(), said.notPassed(SELECTED), () -> jdk + ":\n" + said.all());
    assertEquals(SELECTED_TESTS, said.verdicts().size(), "a test has another name now");
  }

  /** A slot that is occupied without a fence: the requester and the writer miss each other. */
  @Test
  void withoutTheFenceItShows() throws IOException, InterruptedException {
    BrokenEngine engine = BrokenEngine.ALL.get(0);
    engine.writeTo(broken);
    Jdk jdk = Jdks.newest();
    Stress.Said said = null;
    for (int i = 0; i < ROUNDS; i++) {
      said = Stress.run(jdk, broken, Stress.name(engine), Stress.LONGER, false);
      if ("FAILED".equals(said.verdicts().get(Stress.test(engine)))) {
        break;
      }
    }
    assertTrue(said.all().contains("Observed forbidden state: 0, 0"), said::all);
  }
}
