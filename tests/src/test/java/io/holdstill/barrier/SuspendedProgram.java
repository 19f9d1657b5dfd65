package io.holdstill.barrier;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Scanner;

/** Runs in the forked JVM: paced writers, and a request whose thread is parked in a hold. */
public final class SuspendedProgram {
  private static final int WRITERS = 8;

  /** By then the first looks, of 50 us, have grown to holds of max-pause. */
  private static final int RAISES = 16;

  private SuspendedProgram() {}

  public static void main(String[] args) throws IOException {
    Path source = Path.of(args[0]);
    PacedWriters writers = new PacedWriters(source, WRITERS);
    System.out.println("ready");
    Scanner commands = new Scanner(System.in);
    while (commands.hasNext()) {
      switch (commands.next()) {
        case "window" -> System.out.println("window " + writers.window(commands.nextInt()));
        case "request" -> System.out.println("report " + request(source));
        default -> throw new AssertionError("an unknown command");
      }
    }
    writers.stop();
  }

  /** Groups without a gap let no attempt succeed before the one that is parked. */
  private static String request(Path source) {
    System.setProperty(ParkingProbe.PARK_AT, "" + RAISES);
    Chain chain = new Chain();
    Path copy = source.resolveSibling("copy");
    long id = Request.of(source, copy).with("max-pause", "20ms").begin();
    Receipt early = null;
    while (early == null && !Boolean.getBoolean(ParkingProbe.PARKED)) {
      early = Request.await(id, 10);
    }
    chain.stop();
    Receipt receipt = early == null ? Request.await(id, 60_000) : early;
    return receipt.verdict() + " " + receipt.number("attempts") + " " + receipt;
  }
}
