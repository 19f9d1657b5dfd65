package io.holdstill.engines;

import java.util.Arrays;

/**
 * What a bank's files say.
 *
 * @param accounts how many there are
 * @param sum of all balances
 * @param transfers of each teller, by his count
 * @param ledger lines of each teller
 */
record Books(long accounts, long sum, long[] transfers, long[] ledger) {
  /** The least and the most transfers of each teller that a copy may show. */
  record Bounds(long[] least, long[] most) {
    static Bounds of(String text) {
      String[] both = text.split("\\.\\.");
      return new Bounds(numbers(both[0]), numbers(both[1]));
    }

    private static long[] numbers(String text) {
      return Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    @Override
    public String toString() {
      return joined(least) + ".." + joined(most);
    }
  }

  /** Empty, or what is wrong. */
  String against(Bounds bounds) {
    StringBuilder wrong = new StringBuilder();
    if (accounts != Bank.ACCOUNTS || sum != Bank.ACCOUNTS * Bank.OPENING) {
      wrong.append("money was made or lost; ");
    }
    if (!Arrays.equals(transfers, ledger)) {
      wrong.append("counts and ledger differ; ");
    }
    for (int i = 0; i < transfers.length; i++) {
      if (transfers[i] < bounds.least[i] || transfers[i] > bounds.most[i]) {
        wrong.append("teller ").append(i).append(" is not of this time; ");
      }
    }
    return wrong.length() == 0 ? "" : wrong + toString() + ", bounds " + bounds;
  }

  @Override
  public String toString() {
    return "accounts=%d sum=%d transfers=%s ledger=%s"
        .formatted(accounts, sum, joined(transfers), joined(ledger));
  }

  private static String joined(long[] numbers) {
    StringBuilder text = new StringBuilder();
    for (long number : numbers) {
      text.append(text.length() == 0 ? "" : ",").append(number);
    }
    return text.toString();
  }
}
