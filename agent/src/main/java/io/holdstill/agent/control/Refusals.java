package io.holdstill.agent.control;

import io.holdstill.agent.config.Options;
import java.util.Optional;
import java.util.function.Supplier;

/** When a call is not served, and how that is said to a client that has none of our classes. */
final class Refusals {
  private Refusals() {}

  static void unlessArmed(AgentState state) {
    if (!state.state().equals("ARMED")) {
      throw new IllegalStateException(
          "DISARMED: " + state.stateReason() + "; no snapshot can be taken in this JVM");
    }
  }

  /**
   * @param otherMachine where the caller is, if not on this machine
   */
  static void unlessMayCall(Options options, Optional<String> otherMachine) {
    boolean confined = !options.sources().isEmpty() && options.snapshots() != null;
    if (!confined && otherMachine.isPresent()) {
      throw new IllegalStateException(
          "the caller is on another machine ("
              + otherMachine.get()
              + "), and those are served only where the agent's options sources and snapshots are"
              + " both set; set them, or call from the machine itself");
    }
  }

  static UnsupportedOperationException notOffered(String operation) {
    return new UnsupportedOperationException(operation + " is not offered in this version");
  }

  /** A cause of a class that the client lacks would make it see no message at all. */
  static <T> T inPlainExceptions(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (IllegalArgumentException e) {
      throw plain(new IllegalArgumentException(e.getMessage()), e);
    } catch (UnsupportedOperationException e) {
      throw plain(new UnsupportedOperationException(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw plain(new IllegalStateException(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw plain(new IllegalStateException("the agent failed: " + e), e);
    }
  }

  private static <T extends RuntimeException> T plain(T plain, RuntimeException original) {
    plain.setStackTrace(original.getStackTrace());
    return plain;
  }
}
