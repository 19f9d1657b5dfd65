package io.holdstill.agent.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A connection to the agent's MXBean in one JVM. */
final class AgentLink implements AutoCloseable {
  private static final String OBJECT_NAME = "io.holdstill:type=Holdstill";

  /** Beyond the JDK's own for attaching, 10 s, so that it can clean up after itself. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
  private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(5);
  private static final long REGISTRATION_POLL_MILLIS = 50;
  private static final int MOST_CAUSES = 100;
  private static final String STRING = String.class.getName();
  private static final String[] ATTRIBUTES = {
    "State",
    "StateReason",
    "Version",
    "WritesSeen",
    "GroupsEnded",
    "OpenGroups",
    "GroupPatterns",
    "Snapshots",
    "LongestStallMicros",
    "Journal",
    "JournalEntries",
    "SuppressedFaults",
    "FirstFault"
  };

  private final String name;
  private final JMXConnector connector;
  private final MBeanServerConnection connection;
  private final ObjectName bean;

  private AgentLink(String name, JMXConnector connector) throws Exception {
    this.name = name;
    this.connector = connector;
    this.connection = connector.getMBeanServerConnection();
    this.bean = new ObjectName(OBJECT_NAME);
  }

  /**
   * @throws CliFailure if the JVM cannot be reached or Holdstill is not in it
   */
  static AgentLink to(Target target) {
    JMXServiceURL address =
        target.pid().isPresent() ? localAddress(target.pid().getAsLong()) : target.address();
    try {
      return Bounded.call(CONNECT_LIMIT, target.name(), () -> connected(target, address));
    } catch (CliFailure e) {
      throw e;
    } catch (Exception | LinkageError | VirtualMachineError e) {
      String message =
          target.name()
              + " cannot be reached: "
              + said(deepest(e))
              + "; see whether it runs and whether its JMX port is the one named";
      throw new CliFailure(Exit.FAILED, message, e);
    }
  }

  private static AgentLink connected(Target target, JMXServiceURL address) throws Exception {
    AgentLink link = new AgentLink(target.name(), JMXConnectorFactory.connect(address));
    return target.pid().isPresent() ? link.onceRegistered() : link;
  }

  /**
   * JMX wraps an RMI exception in one of JNDI in one of its own, each with a long sentence. What
   * came over the wire may be its own cause.
   */
  private static Throwable deepest(Throwable thrown) {
    Throwable deepest = thrown;
    for (int i = 0; i < MOST_CAUSES && deepest.getCause() != null; i++) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String said(Throwable thrown) {
    String message = thrown.getMessage();
    boolean silent = message == null || message.isBlank();
    return silent ? thrown.getClass().getSimpleName() : message;
  }

  /**
   * The agent says that it is there a little before its bean is: what takes time in the start of
   * the application is done beside it.
   */
  private AgentLink onceRegistered() throws Exception {
    long deadline = System.nanoTime() + REGISTRATION_LIMIT.toNanos();
    while (!connection.isRegistered(bean) && System.nanoTime() < deadline) {
      Thread.sleep(REGISTRATION_POLL_MILLIS);
    }
    return this;
  }

  private static JMXServiceURL localAddress(long pid) {
    try (AttachedJvm jvm = AttachedJvm.attach(pid, CONNECT_LIMIT)) {
      if (jvm.holdstillState() == null) {
        throw CliFailure.notThere(AttachedJvm.name(pid));
      }
      return jvm.managementAddress();
    }
  }

  Map<String, Object> attributes() {
    Object values = call(() -> connection.getAttributes(bean, ATTRIBUTES));
    return new Answer(name, "attributes", values).attributes(AnswerForm.STATUS);
  }

  /** The arguments as the MXBean takes them from consoles. */
  long begin(String sources, String destination, String options) {
    Object[] arguments = {sources, destination, options};
    return invoke("begin", arguments, STRING, STRING, STRING).number();
  }

  Map<String, Object> progress(long id) {
    return invoke("progress", new Object[] {id}, "long").fields(AnswerForm.PROGRESS);
  }

  /** The report, or null if the request has not ended within this time. */
  Map<String, Object> await(long id, long millis) {
    Answer report = invoke("await", new Object[] {id, millis}, "long", "long");
    return report.value() == null ? null : report.fields(AnswerForm.REPORT);
  }

  /** The number of the mark. */
  long mark(String moment) {
    return invoke("mark", new Object[] {moment}, STRING).number();
  }

  void cancel(long id) {
    invoke("cancel", new Object[] {id}, "long");
  }

  @Override
  public void close() {
    try {
      Bounded.call(
          CONNECT_LIMIT,
          name,
          () -> {
            connector.close();
            return null;
          });
    } catch (Exception e) {
      // All answers are here; a connection that does not even close takes nothing from them.
      return;
    }
  }

  private Answer invoke(String operation, Object[] arguments, String... signature) {
    Object value = call(() -> connection.invoke(bean, operation, arguments, signature));
    return new Answer(name, operation, value);
  }

  private <T> T call(Callable<T> call) {
    try {
      return Bounded.call(CALL_LIMIT, name, call);
    } catch (RuntimeMBeanException e) {
      throw CliFailure.refusedByAgent(e.getTargetException());
    } catch (InstanceNotFoundException e) {
      throw CliFailure.notThere(name);
    } catch (CliFailure e) {
      throw e;
    } catch (IOException e) {
      throw lost(e);
    } catch (Exception | LinkageError | VirtualMachineError e) {
      // An Error too is the answer's: nested too deeply, too large, of a class that does not load.
      throw new CliFailure(Exit.FAILED, name + " answered with a failure: " + e, e);
    }
  }

  private CliFailure lost(IOException e) {
    String message =
        "the connection to "
            + name
            + " was lost ("
            + deepest(e).getClass().getSimpleName()
            + "); see whether it still runs. What a snapshot left unfinished as DEST.partial is"
            + " cleared by the next one to the same place";
    return new CliFailure(Exit.FAILED, message, e);
  }
}
