package io.holdstill.barrier;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in the forked JVM: threads that are stuck in calls which look like file writes and are none,
 * or wait for somebody else in the middle. None may keep a snapshot from its point.
 */
public final class NotHeldProgram {
  private static final long DEADLINE_NANOS = 30_000_000_000L;

  private final Path directory;
  private final Map<String, Thread> stuck = new LinkedHashMap<>();
  private final PrintStream stdout = System.out;

  private NotHeldProgram(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    new NotHeldProgram(Path.of(args[0])).run(args[1], args[2]);
  }

  private void run(String fullPipe, String noReader) throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Files.write(source.resolve("file"), new byte[10_000]);
    begin("writeBytes", () -> print(fullPipe));
    begin("open0", () -> new FileOutputStream(noReader).close());
    begin("open", () -> Files.newOutputStream(Path.of(noReader)).close());
    begin("transferFrom", () -> fromSocket(source.resolve("from-socket")));
    begin("transferFrom", () -> fromPipe(source.resolve("from-pipe")));
    awaitStuck();
    for (int i = 0; i < 3; i++) {
      Receipt receipt = Request.of(source, directory.resolve("copy-" + i)).take().orFail();
      stdout.println("right: after " + receipt.number("attempts") + " attempts");
    }
    stdout.println("faults: " + Request.faults());
    Runtime.getRuntime().halt(0); // the others are stuck for good
  }

  /** As System.out is when nobody reads what it is piped into. */
  private static void print(String pipe) throws IOException {
    RandomAccessFile both = new RandomAccessFile(pipe, "rw"); // opens without a reader
    try (OutputStream full = new FileOutputStream(both.getFD())) {
      PrintStream out = new PrintStream(full, true);
      System.setOut(out);
      while (!out.checkError()) {
        System.out.println("nobody reads this");
      }
    }
  }

  private static void fromSocket(Path file) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(any);
        SocketChannel silent = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept();
        FileChannel target = target(file)) {
      target.transferFrom(accepted, 0, 10_000);
      silent.shutdownOutput();
    }
  }

  private static void fromPipe(Path file) throws IOException {
    Pipe pipe = Pipe.open();
    try (FileChannel target = target(file)) {
      target.transferFrom(pipe.source(), 0, 10_000);
    }
    pipe.sink().close();
  }

  private static FileChannel target(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void begin(String method, Work work) {
    String name = method + " " + stuck.size();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              throw new AssertionError(name + " came to an end");
            },
            name);
    thread.setDaemon(true);
    stuck.put(name, thread);
    thread.start();
  }

  /** Each is in its call, and stays at one place. */
  private void awaitStuck() {
    long since = System.nanoTime();
    for (Map.Entry<String, Thread> entry : stuck.entrySet()) {
      String method = entry.getKey().split(" ")[0];
      int seen = 0;
      while (seen < 20) {
        if (System.nanoTime() - since > DEADLINE_NANOS) {
          throw new AssertionError(entry.getKey() + " does not get stuck");
        }
        seen = stands(entry.getValue(), method) ? seen + 1 : 0;
        LockSupport.parkNanos(2_000_000);
      }
      stdout.println("stuck: " + entry.getKey());
    }
  }

  private static boolean stands(Thread thread, String method) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals(method)) {
        return true;
      }
    }
    return false;
  }
}
