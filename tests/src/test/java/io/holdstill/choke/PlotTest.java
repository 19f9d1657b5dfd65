package io.holdstill.choke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model itself, without an agent: a snapshot can be no better than what it is compared with.
 */
class PlotTest {
  private static final int SEEDS = 100;
  private static final int STEPS = 200;

  @TempDir Path directory;

  /** It was, once in 300,000 steps: a file was then copied onto itself, and the model wrong. */
  @Test
  void anotherFileIsNeverTheSameWhereEveryNameIsTaken() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      Plot plot = plot(seed);
      String only = plot.file();
      for (String name = only; name.equals(only) || plot.named(Inode.Kind.FILE).size() > 1; ) {
        name = plot.freeBut(only);
        Files.createDirectory(plot.path(name));
        plot.madeDirectory(name);
      }
      assertNotEquals(only, plot.otherThan(only), "seed " + seed);
      plot.close();
    }
  }

  @Test
  void theModelIsWhatIsThere() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      Plot plot = plot(seed);
      for (int i = 0; i < STEPS; i++) {
        long version = plot.step(true);
        assertEquals(plot.at(version), Description.of(plot.home), "seed " + seed);
      }
      plot.close();
    }
  }

  private Plot plot(int seed) throws IOException {
    return new Plot(directory.resolve("plot-" + seed), "plot", ChokePoints.any(), seed);
  }
}
