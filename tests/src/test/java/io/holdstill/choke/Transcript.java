package io.holdstill.choke;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Runs in the forked JVM, in an empty directory: random calls, error cases among them, and what
 * came of each. With the agent and without it the transcripts must be equal.
 */
public final class Transcript {
  /** One random call, told. */
  interface Call {
    void make(Calls calls, Transcript told) throws IOException;
  }

  private static final int STATE_EVERY = 100;

  private final StringBuilder line = new StringBuilder();
  private final List<String> lines = new ArrayList<>();

  private Transcript() {}

  /** Arguments: seed, how many calls, the transcript's file, where snapshots go or nothing. */
  public static void main(String[] args) throws Exception {
    Transcript transcript = new Transcript();
    AtomicBoolean stop = new AtomicBoolean();
    Thread snapshots = null;
    if (args.length > 3) {
      snapshots = new Thread(() -> snapshots(Path.of(args[3]), stop), "snapshots");
      snapshots.start();
    }
    transcript.run(new Calls(new Random(Long.parseLong(args[0]))), Integer.parseInt(args[1]));
    stop.set(true);
    if (snapshots != null) {
      snapshots.join();
      System.out.println("faults: " + Request.faults());
    }
    Files.write(Path.of(args[2]), transcript.lines);
  }

  /** Whether they succeed is not asked here; that they are being made is. */
  private static void snapshots(Path destination, AtomicBoolean stop) {
    for (int i = 0; !stop.get(); i++) {
      Path copy = destination.resolve("copy-" + i);
      Receipt receipt = Request.of(Path.of(""), copy).take();
      System.out.println("snapshot: " + receipt.verdict() + " " + receipt.error());
    }
  }

  private void run(Calls calls, int count) throws IOException {
    List<Call> all = new ArrayList<>(ChannelCalls.all());
    all.addAll(StreamCalls.all());
    all.addAll(NameCalls.all());
    String here = Path.of("").toAbsolutePath().toString();
    for (int i = 0; i < count; i++) {
      Calls.tidy();
      line.setLength(0);
      line.append(i).append(' ');
      try {
        all.get(calls.random.nextInt(all.size())).make(calls, this);
      } catch (IOException | RuntimeException e) {
        line.append(" | could not begin: ").append(said(e));
      }
      lines.add(line.toString().replace(here, "HERE"));
      if (i % STATE_EVERY == 0) {
        lines.add(files());
      }
    }
  }

  void name(String call, String arguments) {
    line.append(call).append(' ').append(arguments);
  }

  /** The call itself; in an interrupted thread now and then. */
  void call(Calls calls, Callable<Object> call) {
    boolean interrupt = calls.oneIn(12);
    if (interrupt) {
      Thread.currentThread().interrupt();
    }
    String result;
    try {
      result = String.valueOf(call.call());
    } catch (Exception | Error e) {
      result = said(e);
    }
    line.append(interrupt ? " | interrupted" : "").append(" | ").append(result);
    line.append(Thread.interrupted() ? " | interrupt status set" : "");
  }

  void state(String what, Callable<Object> state) {
    String result;
    try {
      result = String.valueOf(state.call());
    } catch (Exception e) {
      result = said(e);
    }
    line.append(" | ").append(what).append(' ').append(result);
  }

  private static String said(Throwable e) {
    StringBuilder text = new StringBuilder(e.toString());
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" caused by ").append(cause);
    }
    return text.toString();
  }

  /** Names, sizes and content of all that there is. */
  private static String files() throws IOException {
    StringBuilder text = new StringBuilder("files:");
    try (Stream<Path> all = Files.walk(Path.of("."))) {
      for (Path path : all.sorted().toList()) {
        text.append(' ').append(path);
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          byte[] bytes = Files.readAllBytes(path);
          text.append('=').append(Inode.checksum(bytes, bytes.length));
        }
      }
    }
    return text.toString();
  }

  static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.toList()) {
          remove(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
