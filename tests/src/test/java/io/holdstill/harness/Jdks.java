package io.holdstill.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The JDKs that the tests run on: 17 and 25. Looked for where {@code -Djdk25=HOME} or the
 * environment's {@code JDK25_HOME} says, in the running JDK, and beside it. On a developer's
 * machine one may be missing; in CI, where the environment says {@code CI=true}, that is a failure.
 */
public final class Jdks {
  private static final List<Integer> WANTED = List.of(17, 25);
  private static final List<Jdk> FOUND = find();

  private Jdks() {}

  /** Oldest first. */
  public static List<Jdk> all() {
    return FOUND;
  }

  public static Jdk newest() {
    return FOUND.get(FOUND.size() - 1);
  }

  private static List<Jdk> find() {
    Map<Integer, Jdk> byFeature = new TreeMap<>();
    for (Path home : candidates()) {
      int feature = featureOf(home);
      if (WANTED.contains(feature)) {
        byFeature.putIfAbsent(feature, new Jdk(feature, home));
      }
    }
    for (int feature : WANTED) {
      if (!byFeature.containsKey(feature)) {
        missing(feature);
      }
    }
    byFeature
        .values()
        .forEach(jdk -> System.out.println("Tests run on " + jdk + ", " + jdk.home()));
    return List.copyOf(byFeature.values());
  }

  private static void missing(int feature) {
    String message =
        "No JDK %d was found. Install one beside the running JDK, or name it with -Djdk%d=HOME."
            .formatted(feature, feature);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    System.out.println(message + " Its tests are left out.");
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    for (int feature : WANTED) {
      addNamed(homes, System.getProperty("jdk" + feature));
      addNamed(homes, System.getenv("JDK" + feature + "_HOME"));
    }
    Path running = Path.of(System.getProperty("java.home"));
    homes.add(running);
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(running.getParent())) {
      siblings.forEach(homes::add);
    } catch (IOException e) {
      throw new AssertionError("The folder beside " + running + " cannot be read.", e);
    }
    return homes;
  }

  private static void addNamed(List<Path> homes, String home) {
    if (home != null && !home.isEmpty()) {
      homes.add(Path.of(home));
    }
  }

  /** 0 where there is no JDK. */
  private static int featureOf(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(release + " cannot be read.", e);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}
