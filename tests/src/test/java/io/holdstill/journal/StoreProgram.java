package io.holdstill.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Writes a journal in the agent's loader, as told: {@code DIRECTORY WAY}. */
public final class StoreProgram {
  private static final long MAX_BYTES = 4L << 30;
  private static final int BODY = 4_300;

  private final List<Throwable> faults = new ArrayList<>();
  private final List<byte[]> pages = List.of(new byte[64 << 10]);
  private final Path directory;
  private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in));

  private StoreProgram(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    StoreProgram program = new StoreProgram(Path.of(args[0]));
    switch (args[1]) {
      case "quiet" -> program.quiet();
      case "on" -> program.onAndOn();
      case "hold" -> program.hold();
      case "fill" -> program.fill();
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  private Packed.Store open() throws ReflectiveOperationException, IOException {
    Packed packed = Packed.inAgent();
    packed.grant(Lend.instrumentation());
    return packed.open(directory, MAX_BYTES, faults);
  }

  private long append(Packed.Store store) throws ReflectiveOperationException, IOException {
    return store.append(Packed.GROUP, ByteBuffer.allocate(100), pages, BODY - 100);
  }

  /** Says what it changed in the JVM. */
  private void quiet() throws Exception {
    Set<String> threads = threads();
    Properties properties = (Properties) System.getProperties().clone();
    int sockets = sockets();
    try (Packed.Store store = open()) {
      for (int i = 0; i < 10_000; i++) {
        append(store);
      }
      store.sync();
      System.out.println("threads while open " + added(threads));
    }
    System.out.println("threads " + added(threads));
    System.out.println("properties " + changed(properties));
    System.out.println("sockets " + (sockets() - sockets));
    System.out.println("faults " + faults);
    Module base = Object.class.getModule();
    Module ours = StoreProgram.class.getModule();
    System.out.println("opened " + base.isOpen("java.lang.reflect", ours));
    System.out.println("exported " + base.isExported("sun.nio.ch", ours));
  }

  private static Set<Object> changed(Properties before) {
    Properties now = (Properties) System.getProperties().clone();
    Set<Object> names = new HashSet<>(now.keySet());
    names.removeIf(name -> now.get(name).equals(before.get(name)));
    names.remove("user.timezone"); // set by the JDK when somebody first asks for the time zone
    before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(names::add);
    return names;
  }

  private static Set<String> added(Set<String> before) {
    Set<String> now = threads();
    now.removeAll(before);
    return now;
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      names.add(thread.getName());
    }
    // The agent's and the JVM's own, which come when they like.
    names.removeIf(name -> name.startsWith("holdstill-") || name.startsWith("RMI "));
    names.removeAll(Set.of("Attach Listener", "JMX server connection timeout", "Cleaner-0"));
    return names;
  }

  private static int sockets() throws IOException {
    int found = 0;
    try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : all) {
        if (Files.isSymbolicLink(each) && link(each).startsWith("socket:")) {
          found++;
        }
      }
    }
    return found;
  }

  private static String link(Path path) {
    try {
      return Files.readSymbolicLink(path).toString();
    } catch (IOException e) {
      return ""; // closed since it was listed
    }
  }

  /** Until it is killed; says what has been appended. */
  private void onAndOn() throws Exception {
    Packed.Store store = open();
    System.out.println("from " + store.last());
    while (true) {
      System.out.println(append(store));
    }
  }

  private void hold() throws Exception {
    try (Packed.Store store = open()) {
      System.out.println("open " + append(store));
      in.readLine();
    } catch (IOException e) {
      System.out.println("refused " + e.getMessage());
    }
  }

  /** Until the disk is full; then once more for each line it is sent. */
  private void fill() throws Exception {
    try (Packed.Store store = open()) {
      do {
        System.out.println("full " + untilFull(store));
      } while (!in.readLine().equals("close"));
    }
    System.out.println("faults " + faults);
  }

  private String untilFull(Packed.Store store) throws ReflectiveOperationException {
    int appended = 0;
    while (true) {
      try {
        append(store);
        appended++;
      } catch (IOException e) {
        return appended + " " + store.last() + " " + e.getClass().getSimpleName();
      }
    }
  }
}
