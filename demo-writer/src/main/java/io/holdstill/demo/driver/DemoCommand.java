package io.holdstill.demo.driver;

import io.holdstill.demo.Arguments;
import io.holdstill.demo.UsageException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code demo}, which is also what happens without a command. */
public final class DemoCommand {
  public static final String USAGE =
      String.join(
          "\n",
          "demo [options]           (also without a command) start a writer, copy its file by cp,",
          "                         by SIGSTOP + cp and by Holdstill, judge every copy, and print",
          "                         a table. Exit status 0 if every copy by Holdstill is right.",
          "  --copies N             copies by each way (10)",
          "  --size SIZE            the length of the writer's file (256MiB)",
          "  --jar PATH             holdstill.jar (beside this jar's module, as the build makes"
              + " it)",
          "  --agent-jar PATH       another jar for -javaagent alone (a test build)",
          "  --dir DIR              where to work (the current directory)",
          "  --holdstill-option KEY=VALUE",
          "                         a further agent option; may be repeated");

  private static final Set<String> OPTIONS =
      Set.of("--copies", "--size", "--jar", "--agent-jar", "--dir", "--holdstill-option");
  private static final int INTERRUPTED = 130;

  private DemoCommand() {}

  public static int run(List<String> line)
      throws UsageException, IOException, InterruptedException {
    DemoPlan plan = plan(Arguments.parse(line, OPTIONS, Set.of()));
    try (Scratch scratch = Scratch.in(plan)) {
      try {
        return new Contest(plan, scratch).run();
      } catch (IOException e) {
        if (scratch.closed()) {
          return INTERRUPTED; // Whatever failed did so because everything was being ended.
        }
        throw e;
      }
    }
  }

  private static DemoPlan plan(Arguments arguments) throws UsageException, IOException {
    if (!arguments.words().isEmpty()) {
      throw new UsageException("demo takes no " + arguments.words().get(0) + "; --help shows how");
    }
    Path jar = jar(arguments.text("--jar", besideThisModule().toString()), "--jar");
    return new DemoPlan(
        arguments.number("--copies", 10, 1, 100_000),
        arguments.bytes("--size", "256MiB"),
        jar,
        jar(arguments.text("--agent-jar", jar.toString()), "--agent-jar"),
        Path.of(arguments.text("--dir", "")).toAbsolutePath(),
        arguments.all("--holdstill-option"));
  }

  private static Path jar(String name, String option) throws IOException {
    Path jar = Path.of(name).toAbsolutePath().normalize();
    if (!Files.isReadable(jar)) {
      throw new IOException(
          jar
              + " is not there or not readable; build it with mvn package, or name it with "
              + option);
    }
    if (jar.toString().contains("=")) {
      throw new IOException(
          jar + " has a '=' in its path, where java ends an agent's name; move or link the jar");
    }
    return jar;
  }

  private static Path besideThisModule() throws IOException {
    return thisProgram().resolve("../../../agent/target/holdstill.jar").normalize();
  }

  /** The jar, or the folder of classes, that this program was started from. */
  static Path thisProgram() throws IOException {
    try {
      return Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("this program's own jar has no usable path: " + e.getMessage(), e);
    }
  }
}
