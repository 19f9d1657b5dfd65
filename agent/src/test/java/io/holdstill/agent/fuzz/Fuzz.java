package io.holdstill.agent.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Gives a parser of ours damaged text again and again. It may take it, or throw what it says it
 * throws, with a message; anything else is a failure, and so is an input that it does not come back
 * from. {@code -Dholdstill.fuzz.rounds=1000000} for more, {@code -Dholdstill.fuzz.seed=N} for the
 * same again.
 */
public final class Fuzz {
  /** A parser under test. */
  public interface Parser {
    void parse(byte[] input) throws Exception;
  }

  /** How a parser refuses; what it makes of the exception is the message that a user would see. */
  public interface Refusal {
    /** Null if the parser must not throw this. */
    String message(Throwable thrown);
  }

  private static final int ROUNDS = Integer.getInteger("holdstill.fuzz.rounds", 2_000);
  private static final long LONGEST_MILLIS = 20_000;

  private int rounds = ROUNDS;
  private final String name;
  private final Function<Random, byte[]> inputs;
  private final long seed = Long.getLong("holdstill.fuzz.seed", System.nanoTime());
  private final AtomicReference<String> wrong = new AtomicReference<>();
  private volatile byte[] input = new byte[0];
  private volatile long since;
  private volatile int done;
  private int refused;

  private Fuzz(String name, Function<Random, byte[]> inputs) {
    this.name = name;
    this.inputs = inputs;
  }

  /**
   * @param seeds inputs that are right
   * @param words that mean something to the parser
   */
  public static Fuzz of(String name, List<byte[]> seeds, List<String> words) {
    return new Fuzz(name, new Mutator(seeds, words)::next);
  }

  /** For what is no text: each input is eight bytes, {@link #random} of which makes it. */
  public static Fuzz ofRandom(String name) {
    return new Fuzz(
        name, random -> ByteBuffer.allocate(Long.BYTES).putLong(random.nextLong()).array());
  }

  public static Random random(byte[] input) {
    return new Random(ByteBuffer.wrap(input).getLong());
  }

  public static Fuzz ofText(String name, List<String> seeds, List<String> words) {
    return of(name, seeds.stream().map(Fuzz::bytes).toList(), words);
  }

  /** For what takes long: one round where others have so many. */
  public Fuzz oneIn(int others) {
    rounds = Math.max(1, ROUNDS / others);
    return this;
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  /** For a parser that is asked several questions at once. */
  public static void requireSaid(Exception refusal) {
    if (refusal.getMessage() == null || refusal.getMessage().isBlank()) {
      throw new AssertionError("it says nothing", refusal);
    }
  }

  /** Every round, or until something is wrong. */
  public void run(Parser parser, Refusal refusal) throws InterruptedException {
    Thread worker = new Thread(() -> rounds(parser, refusal), "fuzz-" + name);
    worker.setDaemon(true);
    since = System.nanoTime();
    worker.start();
    while (worker.isAlive()) {
      worker.join(100);
      if ((System.nanoTime() - since) / 1_000_000 > LONGEST_MILLIS && worker.isAlive()) {
        fail(said("it does not come back; it is at " + List.of(worker.getStackTrace())));
      }
    }
    System.out.println(
        "fuzz " + name + ": " + done + " inputs, " + refused + " refused, seed " + seed);
    if (wrong.get() != null) {
      fail(wrong.get());
    }
  }

  private void rounds(Parser parser, Refusal refusal) {
    for (int i = 0; i < rounds && wrong.get() == null; i++) {
      input = inputs.apply(new Random(seed + i));
      since = System.nanoTime();
      round(parser, refusal);
      done++;
    }
  }

  private void round(Parser parser, Refusal refusal) {
    try {
      parser.parse(input);
    } catch (Throwable e) { // an Error is what is looked for, too
      refused++;
      String message = refusal.message(e);
      if (message == null) {
        wrong.set(
            said(
                "it throws " + e + " at " + List.of(e.getStackTrace()).stream().limit(8).toList()));
      } else if (message.isBlank() || message.equals("null") || message.endsWith(": null")) {
        wrong.set(said("it says nothing: '" + message + "' (" + e + ")"));
      }
    }
  }

  private String said(String what) {
    return name
        + ": "
        + what
        + "\n-- input "
        + done
        + ", "
        + input.length
        + " bytes: "
        + shown()
        + "\n-- again: -Dholdstill.fuzz.seed="
        + (seed + done)
        + " -Dholdstill.fuzz.rounds=1";
  }

  /** Each byte that is no plain character as an escape; not all of a long input. */
  private String shown() {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(input.length, 2_000); i++) {
      int b = input[i] & 0xff;
      shown.append(b < ' ' || b > '~' ? String.format("\\x%02x", b) : String.valueOf((char) b));
    }
    return shown.toString();
  }
}
