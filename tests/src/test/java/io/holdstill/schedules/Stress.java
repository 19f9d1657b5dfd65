package io.holdstill.schedules;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import io.holdstill.runtime.gate.Gate;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jcstress.Main;

/**
 * jcstress over the classes named {@code …Stress} beside the engine; {@code tests/STRESS.md} says
 * how to run it. It does not fail where a test could not be scheduled, so what ran is counted here.
 */
public final class Stress {
  private static final String OPENED =
      "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED"
          + " --add-opens java.base/sun.nio.fs=ALL-UNNAMED"
          + " --add-opens java.base/sun.nio.ch=ALL-UNNAMED"
          + " --add-opens java.base/java.io=ALL-UNNAMED";

  /** One way of compiling, one fork: a moment for each test. */
  static final String[] QUICK =
      "-sc false -af NONE -f 1 -fsm 0 -iters 1 -time 100 -jvmArgs".split(" ");

  static final String[] LONGER =
      "-sc false -af NONE -f 1 -fsm 0 -iters 1 -time 1000 -jvmArgs".split(" ");

  private static final String[] ALL = "-m quick -jvmArgsPrepend".split(" ");
  private static final Pattern RESULT = Pattern.compile("\\.{6,10} \\[(\\w+)\\] (\\S+)");
  private static final Pattern LISTED = Pattern.compile("JCTEST(\\d+)S(.*)");

  private Stress() {}

  /** What it said of each test, OK or another word; and all its words. */
  record Said(Map<String, String> verdicts, String all) {
    /** Names of those that were to run and did not pass. */
    List<String> notPassed(String filter) throws IOException {
      List<String> names = new ArrayList<>();
      for (String test : listed()) {
        if (Pattern.compile(filter).matcher(test).find() && !"OK".equals(verdicts.get(test))) {
          names.add(test + ": " + verdicts.getOrDefault(test, "did not run"));
        }
      }
      return names;
    }
  }

  /** Arguments: {@code --quick}, {@code --broken}, and a regular expression for names. */
  public static void main(String[] args) throws Exception {
    List<String> given = new ArrayList<>(Arrays.asList(args));
    boolean quick = given.remove("--quick");
    boolean broken = given.remove("--broken");
    String filter = given.isEmpty() ? ".*" : given.get(0);
    for (Jdk jdk : Jdks.all()) {
      List<String> bad =
          broken
              ? broken(jdk)
              : run(jdk, null, filter, quick ? QUICK : ALL, true).notPassed(filter);
      String good = broken ? "all found" : "all passed";
      System.out.println(jdk + ": " + (bad.isEmpty() ? good : "NOT " + good + ": " + bad));
      if (!bad.isEmpty()) {
        System.exit(1);
      }
    }
  }

  /** Those that were not found. */
  private static List<String> broken(Jdk jdk) throws Exception {
    List<String> alive = new ArrayList<>();
    for (BrokenEngine engine : BrokenEngine.ALL) {
      Path folder = Files.createTempDirectory("holdstill-broken");
      engine.writeTo(folder);
      String found = run(jdk, folder, name(engine), LONGER, false).verdicts().get(test(engine));
      System.out.println(jdk + ", " + engine + ": " + found);
      if (!"FAILED".equals(found)) {
        alive.add(engine + ": " + found);
      }
    }
    return alive;
  }

  static String test(BrokenEngine engine) {
    return Gate.class.getPackageName() + "." + engine.found();
  }

  static String name(BrokenEngine engine) {
    return engine.found().replace(".", "\\.") + "$";
  }

  /** Runs jcstress in a folder that is removed with the process's temporary files. */
  static Said run(Jdk jdk, Path first, String filter, String[] effort, boolean aloud)
      throws IOException, InterruptedException {
    Path results = Files.createTempDirectory("holdstill-stress");
    List<String> command = new ArrayList<>(List.of(jdk.java(), "-cp", classPath(first)));
    command.addAll(List.of(Main.class.getName(), "-v", "-t", filter, "-r", results + "/"));
    command.addAll(Arrays.asList(effort));
    command.add(OPENED);
    Process process =
        new ProcessBuilder(command).directory(results.toFile()).redirectErrorStream(true).start();
    Map<String, String> verdicts = new TreeMap<>();
    StringBuilder all = new StringBuilder();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        all.append(line).append('\n');
        Matcher result = RESULT.matcher(line);
        if (result.find()) {
          verdicts.merge(result.group(2), result.group(1), (a, b) -> a.equals("OK") ? b : a);
        }
        if (aloud) {
          System.out.println(line);
        }
      }
      process.waitFor();
    } finally {
      process.destroyForcibly();
      delete(results.toFile());
    }
    return new Said(verdicts, all.toString());
  }

  /** The tests that the annotation processor has found. */
  static TreeSet<String> listed() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (InputStream list = Stress.class.getResourceAsStream("/META-INF/TestList")) {
      for (String line : new String(list.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        Matcher entry = LISTED.matcher(line);
        if (entry.matches()) {
          names.add(entry.group(2).substring(0, Integer.parseInt(entry.group(1))));
        }
      }
    }
    return names;
  }

  private static String classPath(Path first) {
    List<String> elements = new ArrayList<>();
    if (first != null) {
      elements.add(first.toString());
    }
    for (Class<?> type :
        List.of(Stress.class, Gate.class, Main.class, joptsimple.OptionParser.class)) {
      elements.add(from(type));
    }
    return String.join(File.pathSeparator, elements);
  }

  private static String from(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    for (File child : children == null ? new File[0] : children) {
      delete(child);
    }
    file.delete();
  }
}
