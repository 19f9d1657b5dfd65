package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A tape's bytes are those that a plain stream would have, wherever its pages end. */
class TapeTest {
  @RepeatedTest(50)
  void isAStreamOfBytesInPages() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Tape tape = new Tape();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(expected);
    for (int i = 0; i < 2_000; i++) {
      put(random, tape, out);
    }
    assertEquals(expected.size(), tape.length(), "seed " + seed);
    byte[] all = new byte[expected.size()];
    int at = 0;
    for (byte[] page : tape.cut()) {
      int count = Math.min(page.length, all.length - at);
      System.arraycopy(page, 0, all, at, count);
      at += count;
    }
    assertTrue(Arrays.equals(expected.toByteArray(), all), "seed " + seed);
    assertFalse(tape.holdsAnything());
  }

  private static void put(Random random, Tape tape, DataOutputStream out) throws IOException {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    while (tape.room() < bytes.length + 8) {
      tape.add(new byte[Pages.BYTES]);
    }
    switch (random.nextInt(5)) {
      case 0 -> {
        tape.put((byte) bytes.length);
        out.writeByte(bytes.length);
      }
      case 1 -> {
        int value = random.nextInt();
        tape.put(value);
        out.writeInt(value);
      }
      case 2 -> {
        long value = random.nextLong();
        tape.put(value);
        out.writeLong(value);
      }
      case 3 -> {
        tape.putShort(bytes);
        out.writeShort(bytes.length);
        out.write(bytes);
      }
      default -> {
        int from = random.nextInt(bytes.length + 1);
        tape.put(bytes, from, bytes.length - from);
        out.write(bytes, from, bytes.length - from);
      }
    }
  }

  @Test
  void pagesAreBoundedAndComeBack() {
    Pages pages = new Pages(64 * Pages.BYTES);
    byte[][] taken = new byte[64][];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = pages.take();
    }
    assertEquals(null, pages.await(1_000_000, () -> false));
    assertEquals(null, pages.await(Long.MAX_VALUE, () -> true));
    pages.giveBack(taken[7]);
    assertTrue(pages.take() == taken[7]);
  }
}
