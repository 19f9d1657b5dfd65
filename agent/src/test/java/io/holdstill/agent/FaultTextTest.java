package io.holdstill.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever was thrown, FirstFault is a short text, and soon there. */
class FaultTextTest {
  private static final int MOST_CHARS = 17_000;

  private static String text(Throwable fault) {
    String text = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> FaultText.of(fault));
    assertTrue(text.length() <= MOST_CHARS, text.length() + " characters");
    assertTrue(text.lines().count() <= 62, text.lines().count() + " lines");
    return text;
  }

  @Test
  void aShortOneIsWhole() {
    String text = text(new IllegalStateException("why"));
    assertTrue(text.startsWith("java.lang.IllegalStateException: why\n\tat "), text);
  }

  @Test
  void aLongMessageIsCut() {
    String text = text(new IllegalStateException("x".repeat(50_000_000)));
    assertTrue(text.startsWith("java.lang.IllegalStateException: xxx"), text.substring(0, 50));
    assertTrue(text.endsWith("... cut"));
    text(new IllegalStateException("\n".repeat(10_000_000)));
  }

  @Test
  void causesWithoutEndAreCut() {
    Throwable fault = new IllegalStateException("the first");
    for (int i = 0; i < 50_000; i++) {
      fault = new IllegalStateException("around", fault);
    }
    assertTrue(text(fault).endsWith("... cut"));
  }

  @Test
  void oneThatCannotBePrintedIsNamed() {
    String text =
        text(
            new IllegalStateException() {
              private static final long serialVersionUID = 1;

              @Override
              public String toString() {
                throw new UnsupportedOperationException();
              }
            });
    assertEquals(
        FaultTextTest.class.getName()
            + "$1, and to print it throws java.lang.UnsupportedOperationException",
        text);
  }
}
