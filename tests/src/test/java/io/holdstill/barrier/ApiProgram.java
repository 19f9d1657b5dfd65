package io.holdstill.barrier;

import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Runs in the forked JVM: groups by the API, one scene after the other. */
public final class ApiProgram {
  private final OpenGroups open;

  private ApiProgram(Path directory) throws Exception {
    open = new OpenGroups(directory);
  }

  private interface Scene {
    void play() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    ApiProgram program = new ApiProgram(Path.of(args[0]));
    Map<String, Scene> scenes = new LinkedHashMap<>();
    scenes.put("nested", program::nested);
    scenes.put("asked from inside", program::askedFromInside);
    scenes.put("wrapped", program::wrapped);
    scenes.put("wrapped callable", program::wrappedCallable);
    scenes.put("wrapped, run twice", program::runTwice);
    scenes.put("wrapped, closed", program::wrapperClosed);
    scenes.put("wrapped, lost", program::wrapperLost);
    scenes.put("wrapped, failing", program::wrapperFails);
    scenes.put("carried past a raised barrier", program::carriedPast);
    scenes.put("left by an exception", program::leftByException);
    scenes.put("left by a thread that ended", program::leftByDeadThread);
    scenes.put("closed twice, and elsewhere", program::closedTwice);
    for (Map.Entry<String, Scene> scene : scenes.entrySet()) {
      scene.getValue().play();
      program.open.awaitNone();
      System.out.println("right: " + scene.getKey());
    }
    System.out.println("faults: " + Request.faults());
  }

  private void write() throws Exception {
    Files.write(open.file("file"), new byte[100]);
  }

  private void nested() throws Exception {
    try (OtherThread other = new OtherThread()) {
      WriteGroup[] groups = new WriteGroup[2];
      other.does(() -> groups[0] = WriteGroup.begin("outer"));
      other.does(() -> groups[1] = WriteGroup.begin("inner"));
      open.requireOpen("outer");
      other.does(this::write);
      other.does(() -> groups[1].close());
      open.requireOpen("outer");
      other.does(() -> groups[0].close());
      open.requireNone();
    }
  }

  private void askedFromInside() {
    try (WriteGroup group = WriteGroup.begin("inside")) {
      String said = String.valueOf(open.request().take());
      throw new AssertionError("it was not refused: " + said);
    } catch (IllegalStateException e) {
      if (!e.getMessage().contains("inside a write group")) {
        throw new AssertionError("its reason is not said", e);
      }
    }
  }

  private void wrapped() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Runnable task;
    try (WriteGroup group = WriteGroup.begin("wrapped")) {
      task =
          group.wrap(
              () -> {
                running.countDown();
                OtherThread.await(end);
              });
    }
    open.requireOpen("wrapped");
    try (OtherThread other = new OtherThread()) {
      FutureTask<Void> run = other.begins(task::run);
      OtherThread.await(running);
      open.requireOpen("wrapped");
      end.countDown();
      OtherThread.await(run);
      open.requireNone();
    }
  }

  private void wrappedCallable() throws Exception {
    Callable<String> task;
    try (WriteGroup group = WriteGroup.begin("callable")) {
      task =
          group.wrap(
              () -> {
                write();
                return "its result";
              });
    }
    open.requireOpen("callable");
    try (OtherThread other = new OtherThread()) {
      String[] result = new String[1];
      other.does(() -> result[0] = task.call());
      if (!"its result".equals(result[0])) {
        throw new AssertionError("it returned " + result[0]);
      }
    }
    open.requireNone();
  }

  private void runTwice() {
    Runnable task;
    try (WriteGroup group = WriteGroup.begin("twice")) {
      task = group.wrap(() -> {});
    }
    try (OtherThread other = new OtherThread()) {
      other.does(task::run);
      open.requireNone();
      other.does(task::run);
      open.requireNone();
    }
  }

  private void wrapperClosed() throws Exception {
    Runnable task;
    try (WriteGroup group = WriteGroup.begin("closed")) {
      task = group.wrap(() -> {});
    }
    open.requireOpen("closed");
    ((AutoCloseable) task).close();
    open.requireNone();
  }

  /** It ends when nobody can run it any more. */
  private void wrapperLost() {
    lose();
    open.awaitNone();
  }

  private static void lose() {
    try (WriteGroup group = WriteGroup.begin("lost")) {
      Runnable never = group.wrap(() -> {});
      if (never.equals(group)) {
        throw new AssertionError("cannot be");
      }
    }
  }

  private void wrapperFails() {
    Runnable failing =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    Runnable task;
    try (WriteGroup group = WriteGroup.begin("fails")) {
      task = group.wrap(failing);
    }
    try (OtherThread other = new OtherThread()) {
      other.does(
          () -> {
            try {
              task.run();
            } catch (IllegalStateException e) {
              return;
            }
            throw new AssertionError("its exception was lost");
          });
      open.requireNone();
    }
  }

  /** Who carries an open group must get through while the request waits for just that group. */
  private void carriedPast() throws Exception {
    Runnable task;
    try (WriteGroup group = WriteGroup.begin("carried")) {
      task =
          group.wrap(
              () -> {
                try {
                  for (int i = 0; i < 1_000; i++) {
                    write();
                  }
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
    }
    long id = open.request().begin();
    while (!Request.phase(id).equals("waiting")) {
      Thread.onSpinWait();
    }
    try (OtherThread other = new OtherThread()) {
      other.does(task::run);
    }
    Request.await(id, 60_000).orFail();
  }

  private void leftByException() {
    try (OtherThread other = new OtherThread()) {
      other.does(
          () -> {
            try (WriteGroup group = WriteGroup.begin("thrown out")) {
              throw new IllegalStateException("on purpose");
            } catch (IllegalStateException e) {
              write();
            }
          });
      open.requireNone();
    }
  }

  private void leftByDeadThread() {
    try (OtherThread other = new OtherThread()) {
      other.does(() -> WriteGroup.begin("abandoned"));
      open.requireOpen("abandoned");
    }
    open.awaitNone();
  }

  private void closedTwice() {
    try (OtherThread other = new OtherThread()) {
      WriteGroup[] groups = new WriteGroup[1];
      other.does(() -> groups[0] = WriteGroup.begin("mine"));
      other.does(() -> groups[0].close());
      other.does(() -> groups[0].close());
      open.requireNone();
      other.does(() -> groups[0] = WriteGroup.begin("still mine"));
      groups[0].close();
      open.requireOpen("still mine");
      other.does(() -> groups[0].close());
      open.requireNone();
    }
  }
}
