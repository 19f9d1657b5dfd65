package io.holdstill.bench;

import io.holdstill.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One way to start the smallest program. */
final class Start {
  private final List<String> command = new ArrayList<>();
  private final String greeting;

  private Start(Jdk jdk, List<String> flags, String greeting) {
    this.greeting = greeting;
    command.add(jdk.java());
    command.addAll(flags);
    command.addAll(List.of("-cp", classes(), Hello.class.getName()));
  }

  static Start bare(Jdk jdk) {
    return new Start(jdk, List.of(), "hello, bare");
  }

  static Start armed(Jdk jdk, String options) {
    return new Start(jdk, List.of(Armed.flag(options)), "hello, armed");
  }

  double millis() throws IOException, InterruptedException {
    return Commands.millis(command.toArray(new String[0]));
  }

  /** VmRSS of the process after its first line. */
  double residentMib() throws IOException, InterruptedException {
    List<String> staying = new ArrayList<>(command);
    staying.add("stay");
    Process process =
        new ProcessBuilder(staying).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = process.inputReader().readLine();
    if (!greeting.equals(said)) {
      throw new IOException(String.join(" ", staying) + " said '" + said + "'; see its stderr");
    }
    double mib = resident(process.pid());
    process.getOutputStream().close();
    process.waitFor();
    return mib;
  }

  private static double resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("/proc/" + pid + "/status has no line VmRSS; it needs Linux's procfs");
  }

  /** The test classes alone, as an application's class path is. */
  private static String classes() {
    return Path.of(Hello.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }
}
