package io.holdstill.demo;

import io.holdstill.demo.driver.DemoCommand;
import java.io.IOException;
import java.util.List;

/** The command line. */
public final class Main {
  private static final String USAGE =
      String.join(
          "\n",
          "usage: java -jar demo-writer.jar [COMMAND]",
          "",
          WriteCommand.USAGE,
          "",
          VerifyCommand.USAGE,
          "",
          DemoCommand.USAGE,
          "",
          "Sizes carry a unit: 64KiB, 256MiB, 4GiB. Exit status 2: the command line is wrong.");

  private Main() {}

  public static void main(String[] line) {
    System.exit(run(List.of(line)));
  }

  private static int run(List<String> line) {
    try {
      return dispatch(line);
    } catch (UsageException e) {
      System.err.println("demo-writer: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      System.err.println("demo-writer: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      System.err.println("demo-writer: interrupted; nothing more is written");
      return 1;
    }
  }

  private static int dispatch(List<String> line)
      throws UsageException, IOException, InterruptedException {
    if (line.contains("--help") || line.contains("-h") || line.equals(List.of("help"))) {
      System.out.println(USAGE);
      return 0;
    }
    if (line.isEmpty() || line.get(0).startsWith("-")) {
      return DemoCommand.run(line);
    }
    List<String> rest = line.subList(1, line.size());
    return switch (line.get(0)) {
      case "write" -> WriteCommand.run(rest);
      case "verify" -> VerifyCommand.run(rest);
      case "demo" -> DemoCommand.run(rest);
      default ->
          throw new UsageException(
              "unknown command " + line.get(0) + "; give write, verify or demo (--help)");
    };
  }
}
