package io.holdstill.launch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the JVM enters, at start-up or on attach. */
public final class Premain {
  private Premain() {}

  /** Called by the JVM before the application's main method. */
  public static void premain(String options, Instrumentation inst) {
    Refusal refusal = start(options, inst);
    if (refusal != null) {
      refusal.report();
      refusal.exitIfAsked(options);
    }
  }

  /** Called by the JVM on attach. It never ends the application, whatever the options say. */
  public static void agentmain(String options, Instrumentation inst) {
    Refusal refusal = start(options, inst);
    if (refusal != null) {
      refusal.report();
    }
  }

  /** The loader of the agent's rooms, for the test kit, which reaches them by name. */
  public static ClassLoader rooms() throws IOException, URISyntaxException {
    return OwnJar.agentZone();
  }

  /** The recipe. What it throws would kill the application with it, so it throws nothing. */
  private static Refusal start(String options, Instrumentation inst) {
    try {
      Path jar = OwnJar.path();
      ZoneLoader agent = OwnJar.agentZone();
      JavaBase.openToAgent(agent.getUnnamedModule(), inst);
      Module runtime =
          (Module)
              agent.call(
                  "io.holdstill.agent.RuntimeZone",
                  "define",
                  new Class<?>[] {Path.class, Instrumentation.class},
                  jar,
                  inst);
      JavaBase.openToRuntime(runtime, inst);
      agent.call(
          "io.holdstill.agent.Agent",
          "start",
          new Class<?>[] {String.class, Instrumentation.class, Path.class},
          options,
          inst,
          jar);
      return null;
    } catch (Throwable t) {
      return new Refusal(t);
    }
  }
}
