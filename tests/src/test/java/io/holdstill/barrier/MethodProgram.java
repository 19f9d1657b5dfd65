package io.holdstill.barrier;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGrouped;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Runs in the forked JVM: groups that are declared by the names of methods. */
public final class MethodProgram {
  static final String GROUPS =
      String.join(
          ":",
          "io.holdstill.barrier.MethodProgram$Plain#store",
          "io.holdstill.barrier.MethodProgram$Plain#overloaded(int)",
          "io.holdstill.barrier.MethodProgram$Api#put",
          "io.holdstill.barrier.MethodProgram$Base#save",
          "io.holdstill.barrier.MethodProgram$Plain#stage",
          "io.holdstill.barrier.MethodProgram$Plain#future",
          "io.holdstill.barrier.ChildFirst#store");

  private final OpenGroups open;

  private MethodProgram(Path directory) throws Exception {
    open = new OpenGroups(directory);
  }

  /** What a group's method does in the middle. */
  public interface Middle {
    void reached();
  }

  interface Api {
    void put(Middle middle);
  }

  abstract static class Base {
    abstract void save(Middle middle);
  }

  static final class Plain extends Base implements Api {
    static void store(Middle middle) {
      middle.reached();
    }

    static void overloaded(int number, Middle middle) {
      middle.reached();
    }

    static void overloaded(int number) {
      MIDDLE.reached();
    }

    static Middle MIDDLE;

    @Override
    public void put(Middle middle) {
      middle.reached();
    }

    @Override
    void save(Middle middle) {
      middle.reached();
    }

    @WriteGrouped
    void annotated(Middle middle) {
      middle.reached();
    }

    CompletableFuture<String> stage(CompletableFuture<String> result) {
      return result;
    }

    Future<String> future(Future<String> result) {
      return result;
    }

    static void throwing(Middle middle) {
      store(middle);
    }
  }

  private interface Call {
    void with(Middle middle) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    new MethodProgram(Path.of(args[0])).run(args[1], args[2]);
  }

  private void run(String classes, String runtime) throws Exception {
    Plain plain = new Plain();
    Api api = plain;
    Base base = plain;
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("MethodProgram$Plain#store", Plain::store);
    calls.put("MethodProgram$Plain#put", api::put);
    calls.put("MethodProgram$Plain#save", base::save);
    calls.put("MethodProgram$Plain#annotated", plain::annotated);
    calls.put("MethodProgram$Plain#overloaded", MethodProgram::overloaded);
    Class<?> childFirst = childFirst(classes, runtime);
    calls.put("ChildFirst#store", m -> call(childFirst, "store", m));
    for (Map.Entry<String, Call> call : calls.entrySet()) {
      isGroup("io.holdstill.barrier." + call.getKey(), call.getValue());
      System.out.println("right: " + call.getKey());
    }
    isGroup("api of a child", m -> call(childFirst, "byApi", m));
    isNoGroup(m -> Plain.overloaded(1, m));
    throwsThrough();
    staged(plain);
    pending(plain);
    Receipt receipt = open.request().take().orFail();
    require(receipt.text("level").equals("group"), "level " + receipt);
    System.out.println("faults: " + Request.faults());
  }

  private static void overloaded(Middle middle) {
    Plain.MIDDLE = middle;
    Plain.overloaded(1);
  }

  /** As application servers load: its own copy of everything, of the API too. */
  private static Class<?> childFirst(String classes, String runtime) throws Exception {
    URL[] urls = {url(classes), url(runtime)};
    ClassLoader loader = new ChildFirstLoader(urls, MethodProgram.class.getClassLoader());
    return Class.forName("io.holdstill.barrier.ChildFirst", true, loader);
  }

  private static URL url(String path) throws MalformedURLException {
    return Path.of(path).toUri().toURL();
  }

  private static void call(Class<?> type, String method, Middle middle) throws Exception {
    type.getMethod(method, Runnable.class).invoke(null, (Runnable) middle::reached);
  }

  private static final class ChildFirstLoader extends URLClassLoader {
    ChildFirstLoader(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.holdstill.barrier.ChildFirst")
          && !name.startsWith("io.holdstill.runtime.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : ownFirst(name);
      }
    }

    private Class<?> ownFirst(String name) throws ClassNotFoundException {
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        return getParent().loadClass(name);
      }
    }
  }

  /** While it is in the middle it is a group, and afterwards none. */
  private void isGroup(String name, Call call) {
    inTheMiddle(call, () -> open.requireOpen(name));
    open.requireNone();
  }

  private void isNoGroup(Call call) {
    inTheMiddle(call, open::requireNone);
  }

  private void inTheMiddle(Call call, Runnable look) {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (OtherThread other = new OtherThread()) {
      FutureTask<Void> done =
          other.begins(
              () ->
                  call.with(
                      () -> {
                        reached.countDown();
                        OtherThread.await(end);
                      }));
      OtherThread.await(reached);
      look.run();
      end.countDown();
      OtherThread.await(done);
    }
  }

  private void throwsThrough() {
    try {
      Plain.throwing(
          () -> {
            throw new IllegalStateException("on purpose");
          });
      throw new AssertionError("its exception was lost");
    } catch (IllegalStateException e) {
      require(e.getMessage().equals("on purpose"), "another exception");
    }
    open.requireNone();
  }

  private void staged(Plain plain) {
    CompletableFuture<String> result = new CompletableFuture<>();
    require(plain.stage(result) == result, "another stage came back");
    open.requireOpen("io.holdstill.barrier.MethodProgram$Plain#stage");
    result.complete("done");
    open.requireNone();
    CompletableFuture<String> failing = new CompletableFuture<>();
    plain.stage(failing);
    open.requireOpen("io.holdstill.barrier.MethodProgram$Plain#stage");
    failing.completeExceptionally(new IllegalStateException("on purpose"));
    open.requireNone();
    plain.stage(result);
    plain.stage(null);
    open.requireNone();
    System.out.println("right: stage");
  }

  /** A plain future tells nobody: it is asked. */
  private void pending(Plain plain) {
    FutureTask<String> task = new FutureTask<>(() -> "done");
    require(plain.future(task) == task, "another future came back");
    open.requireOpen("io.holdstill.barrier.MethodProgram$Plain#future");
    task.run();
    open.awaitNone();
    System.out.println("right: future");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
