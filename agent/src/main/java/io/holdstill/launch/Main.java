package io.holdstill.launch;

/**
 * Where {@code java -jar holdstill.jar} enters: the command line, which runs in its own process.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Throwable {
    ZoneLoader zone = new ZoneLoader(OwnJar.path(), "agent/", "runtime/");
    // The terminal library asks the context loader for its services.
    Thread.currentThread().setContextClassLoader(zone);
    zone.call(
        "io.holdstill.agent.cli.Main", "main", new Class<?>[] {String[].class}, (Object) args);
  }
}
