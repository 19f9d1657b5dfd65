package io.holdstill.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process as {@code /proc} shows it, before the attach API is let loose on it: that sends SIGQUIT
 * to whatever process it is given, which ends most processes that are not JVMs.
 */
final class JvmProcess {
  private static final long SIGQUIT_BIT = 1L << 2;

  private final long pid;
  private final Path proc;

  JvmProcess(long pid) {
    this.pid = pid;
    this.proc = Path.of("/proc", String.valueOf(pid));
  }

  /**
   * @throws CliFailure if it is none that can be attached to, saying why and what to do
   */
  void checkAttachable() {
    if (!Files.isDirectory(proc)) {
      throw new CliFailure(
          Exit.FAILED, "there is no process " + pid + "; 'holdstill list' shows the JVMs");
    }
    checkOwner();
    Optional<Boolean> jvm = isJvm();
    boolean handlesQuit = handlesQuit();
    if (!jvm.orElse(handlesQuit)) {
      throw new CliFailure(
          Exit.FAILED, "process " + pid + " is not a JVM; 'holdstill list' shows the JVMs");
    }
    if (!handlesQuit) {
      throw new CliFailure(
          Exit.NOT_THERE,
          "JVM "
              + pid
              + " forbids attaching (it was started with -Xrs, or is only just starting);"
              + " reach it by host:port, or restart it without -Xrs");
    }
    checkRunning();
  }

  /** True unless it surely belongs to somebody else. */
  boolean isOurs() {
    Object owner = uid(proc);
    return owner == null || owner.equals(uid(Path.of("/proc/self")));
  }

  private void checkOwner() {
    Object us = uid(Path.of("/proc/self"));
    if (!isOurs() && !Integer.valueOf(0).equals(us)) {
      throw new CliFailure(
          Exit.NOT_THERE,
          "process " + pid + " belongs to " + ownerName() + "; run holdstill as that user");
    }
  }

  /** Following links: /proc/self is one, and it is root's. */
  private static Object uid(Path directory) {
    try {
      return Files.getAttribute(directory, "unix:uid");
    } catch (IOException e) {
      return null;
    }
  }

  private String ownerName() {
    try {
      return "user " + Files.getOwner(proc).getName();
    } catch (IOException e) {
      return "another user";
    }
  }

  /** Empty if its mappings may not be read. */
  private Optional<Boolean> isJvm() {
    try (Stream<String> mappings = Files.lines(proc.resolve("maps"))) {
      return Optional.of(mappings.anyMatch(line -> line.endsWith("/libjvm.so")));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private boolean handlesQuit() {
    String caught = status("SigCgt:");
    return !caught.isEmpty() && (Long.parseUnsignedLong(caught, 16) & SIGQUIT_BIT) != 0;
  }

  /** It would take the signal once it goes on, and by then nobody would wait for it. */
  private void checkRunning() {
    if (status("State:").toUpperCase(Locale.ROOT).startsWith("T")) {
      throw new CliFailure(Exit.FAILED, "JVM " + pid + " is stopped; let it go on and ask again");
    }
  }

  private String status(String field) {
    try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(field.length()).trim())
          .findFirst()
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      // It has ended meanwhile.
      return "";
    }
  }
}
