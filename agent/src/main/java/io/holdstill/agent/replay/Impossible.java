package io.holdstill.agent.replay;

/** An operation that the state before it does not allow: the journal does not tell all. */
final class Impossible extends Exception {
  Impossible(String message) {
    super(message);
  }
}
