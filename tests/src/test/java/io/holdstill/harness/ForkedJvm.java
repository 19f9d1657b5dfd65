package io.holdstill.harness;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program in a JVM of its own, with the agent or without it. One that was started with the agent
 * has been proven armed when {@link Builder#start} returns.
 *
 * <pre>
 * try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("groups=...").run(App.class, "file").start()) {
 *   jvm.awaitLine("ready");
 *   jvm.send("stop");
 *   assertEquals(0, jvm.awaitExit());
 * }
 * </pre>
 */
public final class ForkedJvm extends Spawned {
  private final String state;

  private ForkedJvm(Builder builder) {
    super(builder.command(), builder.environment, builder.directory);
    try {
      state = awaitLine(Child.STATE).substring(Child.STATE.length());
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /** What {@code io.holdstill.state} was when the program started; {@code absent} without agent. */
  public String state() {
    return state;
  }

  public static Builder on(Jdk jdk) {
    return new Builder(jdk);
  }

  /** What is to be started. */
  public static final class Builder {
    private final Jdk jdk;
    private final List<String> flags = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of(".");
    private String expected = "absent";

    private Builder(Jdk jdk) {
      this.jdk = jdk;
      classPath.add(codeSource(Child.class).toString());
    }

    /** Loads the agent; {@link #start} then asserts that it is armed. */
    public Builder agent(String options) {
      return agent(Artifacts.agent(), options);
    }

    /** The same with a build for tests. */
    public Builder agent(Path jar, String options) {
      flags.add("-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options));
      expected = "ARMED";
      return this;
    }

    /** For tests of what keeps the agent from arming: the state must start so instead. */
    public Builder expecting(String stateStart) {
      expected = stateStart;
      return this;
    }

    public Builder flags(String... jvmFlags) {
      flags.addAll(Arrays.asList(jvmFlags));
      return this;
    }

    /** Adds to the class path, which holds the test classes alone. */
    public Builder classPath(Path... elements) {
      for (Path element : elements) {
        classPath.add(element.toString());
      }
      return this;
    }

    /** Adds the jar or folder that each class came from: a library of the test's own. */
    public Builder libraryOf(Class<?>... types) {
      for (Class<?> type : types) {
        classPath(codeSource(type));
      }
      return this;
    }

    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    public Builder directory(Path workingDirectory) {
      directory = workingDirectory;
      return this;
    }

    public Builder run(Class<?> main, String... arguments) {
      return run(main.getName(), arguments);
    }

    public Builder run(String main, String... arguments) {
      program.add(main);
      program.addAll(Arrays.asList(arguments));
      return this;
    }

    public ForkedJvm start() {
      ForkedJvm jvm = new ForkedJvm(this);
      if (!jvm.state.startsWith(expected)) {
        AssertionError error = jvm.failure("Its state is not '" + expected + "': " + jvm.state);
        jvm.close();
        throw error;
      }
      return jvm;
    }

    /** For a JVM whose agent must end it before the program starts. */
    public Spawned startUnproven() {
      return new Spawned(command(), environment, directory);
    }

    private List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(jdk.java());
      command.addAll(flags);
      command.add("-cp");
      command.add(String.join(File.pathSeparator, classPath));
      command.add(Child.class.getName());
      command.addAll(program);
      return command;
    }

    private static Path codeSource(Class<?> type) {
      try {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      } catch (URISyntaxException e) {
        throw new AssertionError("Where " + type + " came from is not a path.", e);
      }
    }
  }
}
