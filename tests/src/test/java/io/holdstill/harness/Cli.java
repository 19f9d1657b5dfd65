package io.holdstill.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command line, {@code java -jar holdstill.jar}, as a process. */
public final class Cli {
  private final Jdk jdk;

  private Cli(Jdk jdk) {
    this.jdk = jdk;
  }

  public static Cli on(Jdk jdk) {
    return new Cli(jdk);
  }

  /** How it ended and what it printed. */
  public record Result(int exit, String stdout, String stderr) {
    @Override
    public String toString() {
      return "exit " + exit + "\n-- stdout:\n" + stdout + "\n-- stderr:\n" + stderr;
    }
  }

  public Result run(String... arguments) {
    try (Spawned process = start(arguments)) {
      int exit = process.awaitExit();
      return new Result(exit, process.stdout(), process.stderr());
    }
  }

  /** For tests that do something to it while it runs. */
  public Spawned start(String... arguments) {
    // A shell starts what it puts into the background with Ctrl-C ignored, and that is inherited.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(List.of(jdk.java(), "-jar", Artifacts.agent().toString()));
    command.addAll(Arrays.asList(arguments));
    return new Spawned(command, Map.of(), Path.of("."));
  }
}
