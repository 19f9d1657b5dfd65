package io.holdstill.agent.cli;

import io.holdstill.agent.cli.JvmList.Jvm;
import io.holdstill.agent.replay.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks into every JVM of this user, side by side, each within a bound. */
@Command(
    name = "list",
    description = {
      "Shows the JVMs of this user, and whether Holdstill is armed in them.",
      "JVMs started with -XX:-UsePerfData are not seen; name those by PID."
    },
    exitCodeList = {"0:done", "1:failed", "2:the command line is wrong"},
    footer = {"  holdstill list", "  holdstill list --json"})
final class ListCommand implements Callable<Integer> {
  /** Beyond the JDK's own of 10 s, which clears away the file it leaves in the JVM's directory. */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  private static final int AT_ONCE = 8;

  private final Terminal terminal;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private CommonOptions common;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Jvm> jvms = JvmList.all();
    List<String> states = states(jvms);
    if (json) {
      JsonOutput.print(terminal.out(), Map.of("jvms", objects(jvms, states)));
    } else {
      print(jvms, states);
    }
    return Exit.DONE;
  }

  private static List<String> states(List<Jvm> jvms) {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task, "holdstill-cli-list");
              thread.setDaemon(true);
              return thread;
            });
    List<CompletableFuture<String>> states = new ArrayList<>();
    jvms.forEach(jvm -> states.add(CompletableFuture.supplyAsync(() -> state(jvm), executor)));
    return states.stream().map(CompletableFuture::join).toList();
  }

  /** {@code -} where Holdstill is not; {@code ?} and the reason where nobody can say. */
  private static String state(Jvm jvm) {
    try (AttachedJvm attached = AttachedJvm.attach(jvm.pid(), LIMIT)) {
      String state = attached.holdstillState();
      return state == null ? "-" : state;
    } catch (CliFailure e) {
      return "? " + e.getMessage();
    }
  }

  private static List<Map<String, Object>> objects(List<Jvm> jvms, List<String> states) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (int i = 0; i < jvms.size(); i++) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("pid", jvms.get(i).pid());
      object.put("main", jvms.get(i).main());
      object.put("state", states.get(i));
      objects.add(object);
    }
    return objects;
  }

  private void print(List<Jvm> jvms, List<String> states) {
    for (int i = 0; i < jvms.size(); i++) {
      terminal.out().println(line(jvms.get(i), states.get(i)));
    }
    if (jvms.isEmpty()) {
      terminal.note("this user runs no other JVM here");
    }
  }

  static String line(Jvm jvm, String state) {
    String main = jvm.main().isEmpty() ? "(no name)" : jvm.main();
    return Shown.text(String.format("%8d  %s  %s", jvm.pid(), main, state));
  }
}
