package io.holdstill.hostile;

import io.holdstill.copy.Request;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Runs in the forked JVM: takes snapshots as it is told, of files that it does not change. */
public final class VictimProgram {
  private VictimProgram() {}

  public static void main(String[] args) throws Exception {
    Request.attribute("State"); // it is registered a moment after the start
    System.out.println("ready");
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      String[] words = lines.nextLine().split(" ");
      String answer;
      try {
        answer = perform(words);
      } catch (IllegalArgumentException e) {
        answer = "REFUSED " + e.getMessage();
      }
      System.out.println("answer: " + answer.replace('\n', ' '));
    }
  }

  private static String perform(String[] words) throws Exception {
    return switch (words[0]) {
      case "take" -> take(decoded(words[1]), decoded(words[2]));
      case "faults" -> Request.faults();
      case "write" -> write(Path.of(decoded(words[1])));
      default -> throw new AssertionError(words[0]);
    };
  }

  private static String write(Path file) throws Exception {
    Files.write(file, new byte[5_000], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return "done";
  }

  private static String take(String source, String destination) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String[] types = {
      "[Ljava.lang.String;", "java.lang.String", "javax.management.openmbean.TabularData"
    };
    ObjectName name = new ObjectName("io.holdstill:type=Holdstill");
    try {
      CompositeData report =
          (CompositeData)
              server.invoke(
                  name, "snapshot", new Object[] {new String[] {source}, destination, null}, types);
      return report.get("verdict") + " " + report.get("error");
    } catch (javax.management.RuntimeMBeanException e) {
      throw e.getTargetException();
    }
  }

  private static String decoded(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }
}
