package io.holdstill.agent.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import javax.management.remote.JMXServiceURL;

/**
 * A local JVM through the JDK's attach mechanism. The agent says its state in the system property
 * {@code io.holdstill.state} ({@code ARMED}, or {@code DISARMED: } and the reason), so that a JVM
 * without Holdstill is left as it is: no management agent is started in it.
 */
final class AttachedJvm implements AutoCloseable {
  static final String STATE_PROPERTY = "io.holdstill.state";
  private static final String ADDRESS = "com.sun.management.jmxremote.localConnectorAddress";

  private final long pid;
  private final VirtualMachine machine;
  private final Duration limit;

  private AttachedJvm(long pid, VirtualMachine machine, Duration limit) {
    this.pid = pid;
    this.machine = machine;
    this.limit = limit;
  }

  /**
   * @param limit for each exchange with the JVM
   */
  static AttachedJvm attach(long pid, Duration limit) {
    new JvmProcess(pid).checkAttachable();
    try {
      VirtualMachine machine =
          Bounded.call(limit, name(pid), () -> VirtualMachine.attach(String.valueOf(pid)));
      return new AttachedJvm(pid, machine, limit);
    } catch (AttachNotSupportedException e) {
      String message =
          name(pid) + " forbids attaching (" + e.getMessage() + "); reach it by host:port";
      throw new CliFailure(Exit.NOT_THERE, message, e);
    } catch (NoClassDefFoundError e) {
      throw noAttachApi(e);
    } catch (Exception e) {
      throw failed(pid, "cannot be attached to", e);
    }
  }

  /** {@code ARMED}, {@code DISARMED: reason}, or null where Holdstill is not. */
  String holdstillState() {
    return property(STATE_PROPERTY, false);
  }

  /** Where its management agent listens, which is started if it does not run yet. */
  JMXServiceURL managementAddress() {
    String running = property(ADDRESS, true);
    try {
      return new JMXServiceURL(running == null ? startManagement() : running);
    } catch (MalformedURLException e) {
      throw failed(pid, "gave a bad management address", e);
    }
  }

  @Override
  public void close() {
    try {
      machine.detach();
    } catch (IOException e) {
      // It has gone; there is nothing left to detach from.
      return;
    }
  }

  static String name(long pid) {
    return "JVM " + pid;
  }

  static CliFailure noAttachApi(NoClassDefFoundError e) {
    String message =
        "this Java has no module jdk.attach, so it cannot reach local JVMs; run holdstill with a"
            + " JDK, or name the target as host:port";
    return new CliFailure(Exit.FAILED, message, e);
  }

  String property(String name, boolean ofAgent) {
    try {
      return Bounded.call(
          limit,
          name(pid),
          () ->
              (ofAgent ? machine.getAgentProperties() : machine.getSystemProperties())
                  .getProperty(name));
    } catch (Exception e) {
      throw failed(pid, "does not tell its properties", e);
    }
  }

  private String startManagement() {
    try {
      return Bounded.call(limit, name(pid), machine::startLocalManagementAgent);
    } catch (Exception e) {
      throw failed(pid, "cannot start its local management agent", e);
    }
  }

  private static CliFailure failed(long pid, String what, Exception e) {
    if (e instanceof CliFailure failure) {
      return failure;
    }
    String message = name(pid) + " " + what + ": " + e.getMessage() + "; see whether it still runs";
    return new CliFailure(Exit.FAILED, message, e);
  }
}
