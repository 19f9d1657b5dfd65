package io.holdstill.demo;

/** The command line is wrong; the message says how to mend it. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
