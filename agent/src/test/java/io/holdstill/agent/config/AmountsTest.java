package io.holdstill.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "1ns,1",
    "200us,200000",
    "20ms,20000000",
    "5s,5000000000",
    "2m,120000000000",
    "1h,3600000000000"
  })
  void durationsCarryAUnit(String text, long nanos) {
    assertEquals(Duration.ofNanos(nanos), Amounts.duration(text));
    assertEquals(text, Amounts.text(Duration.ofNanos(nanos)));
  }

  @ParameterizedTest
  @CsvSource({"7B,7", "64KiB,65536", "8MiB,8388608", "1GiB,1073741824", "2TiB,2199023255552"})
  void sizesCarryAUnit(String text, long bytes) {
    assertEquals(bytes, Amounts.size(text));
    assertEquals(text, Amounts.text(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "", "ms", "-1ms", "1.5s", "20 ms", "20MS", "0x10ms", "8388608TiB"})
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Amounts.duration(text));
    assertThrows(IllegalArgumentException.class, () -> Amounts.size(text));
  }

  @ParameterizedTest
  @CsvSource({"5%,0.05", "0.5%,0.005", "100%,1"})
  void sharesArePercentages(String text, double share) {
    assertEquals(share, Amounts.share(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0%", "0.0%", "101%", "100.1%", "-5%", "%", "five%"})
  void otherSharesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Amounts.share(text));
  }

  @Test
  void theReserveIsTheLargerOfTheTwo() {
    Reserve reserve = Reserve.of("max(5%, 1GiB)");

    assertEquals(1L << 30, reserve.of(1L << 30));
    assertEquals(5L << 30, reserve.of(100L << 30));
    assertEquals(new Reserve(0.1, 0), Reserve.of("10%"));
    assertEquals(new Reserve(0, 1 << 20), Reserve.of("1MiB"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"max(5%)", "max(1GiB,5%)", "100%", "5", "max(5%,1GiB"})
  void otherReservesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Reserve.of(text));
  }
}
