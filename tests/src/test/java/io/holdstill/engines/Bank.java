package io.holdstill.engines;

/**
 * Accounts kept by a storage engine. A transfer changes two of them and the count of its teller,
 * and adds a line to the ledger, all in one transaction.
 */
interface Bank extends AutoCloseable {
  int ACCOUNTS = 60;
  long OPENING = 1_000;
  int TELLERS = 3;

  /** Moves money on one thread. */
  interface Teller {
    /** False if the engine took the transaction back, as engines do where two meet. */
    boolean transfer(int from, int to, long amount) throws Exception;
  }

  Teller teller(int number) throws Exception;

  /** What has been committed is in the files, forced or not, when this returns. */
  void makeDurable() throws Exception;

  Books books() throws Exception;
}
