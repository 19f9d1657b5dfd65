package io.holdstill.demo.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void timesReadWell() {
    assertEquals("7 us", Figures.longest(List.of(7L, 3L)));
    assertEquals("1.0 ms", Figures.longest(List.of(1_000L)));
    assertEquals("100 ms", Figures.longest(List.of(100_400L)));
    assertEquals("2.50 s", Figures.longest(List.of(2_500_000L)));
  }

  @Test
  void theMedianIsTheMiddle() {
    assertEquals("3 us", Figures.median(List.of(900L, 1L, 3L)));
    assertEquals("5 us", Figures.median(List.of(900L, 7L, 1L, 3L)));
    assertEquals("-", Figures.median(List.of()));
    assertEquals("-", Figures.longest(List.of()));
  }
}
