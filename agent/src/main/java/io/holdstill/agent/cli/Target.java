package io.holdstill.agent.cli;

import io.holdstill.agent.cli.JvmList.Jvm;
import java.net.MalformedURLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.remote.JMXServiceURL;

/**
 * Which JVM is meant.
 *
 * @param pid of a local JVM; empty for one that is reached by its address
 * @param address null for a local JVM
 * @param name for messages
 */
record Target(OptionalLong pid, JMXServiceURL address, String name) {
  private static final Pattern PID = Pattern.compile("\\d{1,10}");
  private static final Pattern HOST_PORT =
      Pattern.compile("([\\w.-]+|\\[[0-9A-Fa-f:.%]+\\]):(\\d{1,5})");

  /**
   * @throws CliFailure if no JVM, or more than one, is called so
   */
  static Target of(String text) {
    Matcher hostPort = HOST_PORT.matcher(text);
    if (PID.matcher(text).matches()) {
      return local(Long.parseLong(text));
    }
    if (text.startsWith("service:jmx:")) {
      return at(text, text);
    }
    return hostPort.matches()
        ? at("service:jmx:rmi:///jndi/rmi://" + text + "/jmxrmi", text)
        : named(text);
  }

  private static Target local(long pid) {
    return new Target(OptionalLong.of(pid), null, AttachedJvm.name(pid));
  }

  private static Target at(String url, String text) {
    try {
      return new Target(OptionalLong.empty(), new JMXServiceURL(url), "the JVM at " + text);
    } catch (MalformedURLException e) {
      String message = url + " is not a JMX address: " + e.getMessage() + "; write host:port";
      throw new CliFailure(Exit.USAGE, message, e);
    }
  }

  private static Target named(String text) {
    List<Jvm> matches = JvmList.matching(text);
    if (matches.isEmpty()) {
      throw new CliFailure(
          Exit.FAILED,
          "no JVM of this user has a main class or jar like '"
              + text
              + "'; 'holdstill list' shows them");
    }
    if (matches.size() > 1) {
      String names = matches.stream().map(Jvm::toString).collect(Collectors.joining("\n  "));
      throw new CliFailure(
          Exit.USAGE, "'" + text + "' is the name of several JVMs; give a PID:\n  " + names);
    }
    return local(matches.get(0).pid());
  }
}
