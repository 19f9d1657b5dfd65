package io.holdstill.agent.snapshot;

/** Ends a request with a verdict other than success; the message says what to do. */
final class Refused extends Exception {
  final String verdict;

  Refused(String verdict, String message) {
    super(message);
    this.verdict = verdict;
  }

  static Refused cancelled() {
    return new Refused("CANCELLED", "the request was cancelled; nothing is left of it");
  }

  static Refused failed(String message) {
    return new Refused("FAILED", message);
  }
}
