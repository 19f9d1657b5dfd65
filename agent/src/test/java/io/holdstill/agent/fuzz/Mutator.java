package io.holdstill.agent.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs that are nearly right of inputs that are right. */
final class Mutator {
  private static final int MOST_CHANGES = 6;
  private static final int LONGEST = 1 << 20;
  private static final List<String> ODD =
      List.of(
          "",
          "\0",
          "\n",
          "\r",
          "\t",
          " ",
          "\\",
          "\"",
          "'",
          ",",
          ":",
          "=",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "*",
          "**",
          "?",
          "#",
          "/",
          ".",
          "..",
          "%",
          "-1",
          "0",
          "1e2147483647",
          "1e-2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "4294967296",
          "999999999999999999999999",
          "NaN",
          "null",
          "true",
          "\u001b[2J",
          "\u009b",
          "\u202e",
          "\ud83d\ude00",
          "\ufffd");

  private final List<byte[]> seeds;
  private final List<byte[]> words = new ArrayList<>();

  Mutator(List<byte[]> seeds, List<String> words) {
    this.seeds = seeds;
    ODD.forEach(word -> this.words.add(Fuzz.bytes(word)));
    words.forEach(word -> this.words.add(Fuzz.bytes(word)));
  }

  byte[] next(Random random) {
    byte[] input = seeds.get(random.nextInt(seeds.size()));
    for (int i = random.nextInt(MOST_CHANGES) + 1; i > 0; i--) {
      input = changed(input, random);
    }
    return input;
  }

  private byte[] changed(byte[] input, Random random) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(Math.min(input.length - from, 40) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> flipped(input, random);
      case 1 -> spliced(input, from, to, new byte[0]);
      case 2 -> spliced(input, from, from, word(random));
      case 3 -> spliced(input, from, to, word(random));
      case 4 -> spliced(input, from, from, Arrays.copyOfRange(input, from, to));
      case 5 -> Arrays.copyOf(input, from);
      case 6 -> spliced(input, from, to, noise(random));
      case 7 -> spliced(input, from, input.length, tail(random));
      default ->
          random.nextInt(20) == 0 ? repeated(input, from, to, random) : flipped(input, random);
    };
  }

  private static byte[] flipped(byte[] input, Random random) {
    byte[] flipped = input.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] word(Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(9)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] tail(Random random) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
  }

  /** The same again and again: deep, or long. */
  private byte[] repeated(byte[] input, int from, int to, Random random) {
    byte[] piece = random.nextBoolean() ? word(random) : Arrays.copyOfRange(input, from, to);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    int times = 1 << random.nextInt(17);
    for (int i = 0; i < times && many.size() + piece.length + input.length < LONGEST; i++) {
      many.writeBytes(piece);
    }
    return spliced(input, from, from, many.toByteArray());
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(input, 0, from);
    spliced.writeBytes(piece);
    spliced.write(input, to, input.length - to);
    return spliced.toByteArray();
  }
}
