package io.holdstill.copy;

import io.holdstill.runtime.WriteGroup;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;

/** Runs in the forked JVM: an application that does to its files what it is told, line by line. */
public final class CopyProgram {
  private final List<Object> kept = new ArrayList<>();
  private Flood flood;
  private Pairs pairs;
  private Halt halt;
  private Replacement replacement;
  private Thread owner;
  private CountDownLatch ended;

  private CopyProgram() {}

  public static void main(String[] args) throws Exception {
    CopyProgram program = new CopyProgram();
    System.out.println("ready");
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      String[] words = lines.nextLine().split(" ");
      String answer = program.perform(words);
      System.out.println(words[0] + ": " + answer.replace('\n', ' '));
    }
  }

  private String perform(String[] words) throws Exception {
    return switch (words[0]) {
      case "take" -> request(words).take().toString();
      case "begin" -> String.valueOf(request(words).begin());
      case "await" -> String.valueOf(Request.await(Long.parseLong(words[1]), 60_000));
      case "cancel" -> String.valueOf(Request.cancel(Long.parseLong(words[1])));
      case "copying" -> copying(Long.parseLong(words[1]));
      case "faults" -> Request.faults();
      case "halt" -> halt();
      case "halted" -> halted();
      case "resume" -> resume();
      case "replaced" -> replacement.end();
      case "open" -> open();
      case "end" -> end();
      case "waiting" -> waiting(Long.parseLong(words[1]));
      case "rename" -> Files.move(Path.of(words[1]), Path.of(words[2])).toString();
      default -> performOnFile(words[0], Path.of(words[1]));
    };
  }

  private String performOnFile(String command, Path path) throws Exception {
    switch (command) {
      case "map" -> kept.add(map(path));
      case "async" -> kept.add(AsynchronousFileChannel.open(path, StandardOpenOption.WRITE));
      case "flood" -> flood = new Flood(path);
      case "calm" -> {
        return flood.end();
      }
      case "replace" -> {
        return Replacement.replace(path);
      }
      case "replace-later" -> {
        replacement = new Replacement(path);
        return replacement.waits() ? "waits" : replacement.end();
      }
      case "overwrite" -> Files.writeString(path, "over");
      case "delete" -> Files.delete(path);
      case "pairs" -> pairs = new Pairs(path);
      case "rest" -> {
        return pairs.end();
      }
      default -> throw new AssertionError(command + " is unknown");
    }
    return "done";
  }

  private static MappedByteBuffer map(Path path) throws Exception {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
    }
  }

  /** Waits until the copying has begun, which is after the snapshot point. */
  private static String copying(long id) {
    String phase = Request.phase(id);
    while (phase.equals("queued") || phase.equals("preparing") || phase.equals("waiting")) {
      Thread.onSpinWait();
      phase = Request.phase(id);
    }
    return phase;
  }

  private String halt() {
    halt = new Halt();
    return "done";
  }

  private String halted() {
    halt.awaitReached();
    return "done";
  }

  private String resume() {
    halt.end();
    return "done";
  }

  /** Begins a group on a thread of its own: until it ends, no point can be found. */
  private String open() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    ended = new CountDownLatch(1);
    owner =
        new Thread(
            () -> {
              try (WriteGroup group = WriteGroup.begin("open")) {
                begun.countDown();
                ended.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    owner.start();
    begun.await();
    return "done";
  }

  private String end() throws InterruptedException {
    ended.countDown();
    owner.join();
    return "done";
  }

  /** Waits until the point is being looked for: the files have been looked at by then. */
  private static String waiting(long id) {
    String phase = Request.phase(id);
    while (phase.equals("queued") || phase.equals("preparing")) {
      Thread.onSpinWait();
      phase = Request.phase(id);
    }
    return phase;
  }

  private static Request request(String[] words) {
    Request request = Request.of(Path.of(words[1]), Path.of(words[2]));
    for (int i = 3; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      request.with(pair[0], pair[1]);
    }
    return request;
  }
}
