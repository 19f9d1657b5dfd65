package io.holdstill.engines;

import java.nio.file.Path;

/** Runs in a fresh JVM without the agent: opens each copy and judges it. */
public final class AuditProgram {
  private AuditProgram() {}

  /** Arguments: engine, then for each copy its directory and its bounds. */
  public static void main(String[] args) throws Exception {
    Engine engine = Engine.valueOf(args[0]);
    for (int i = 1; i < args.length; i += 2) {
      Path copy = Path.of(args[i]);
      engine.check(copy);
      try (Bank bank = engine.open(copy)) {
        Books books = bank.books();
        String wrong = books.against(Books.Bounds.of(args[i + 1]));
        if (!wrong.isEmpty()) {
          throw new AssertionError(copy + ": " + wrong);
        }
        System.out.println("right " + copy + ": " + books);
      }
    }
  }
}
