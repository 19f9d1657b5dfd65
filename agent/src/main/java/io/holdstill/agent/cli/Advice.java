package io.holdstill.agent.cli;

/** What to do about a file that is not guarded, by the reason that the report gives. */
final class Advice {
  private Advice() {}

  static String forReason(String reason) {
    String kind = reason.split(" ", 2)[0];
    return switch (kind) {
      case "mapped" ->
          "it is mapped for writing: close the mapping, or use its engine's own backup";
      case "native-descriptor" ->
          "native code or an asynchronous channel has it open for writing: use its engine's own backup";
      case "opened-before-attach" ->
          "it was open before Holdstill came: reopen it, or start the JVM" + " with -javaagent";
      case "other-process" -> "another process has it open for writing: stop that one first";
      case "length-changed", "changed-unseen" ->
          "something changed it, or set its time, without passing the barrier: find that writer";
      default -> "see the documentation of this reason";
    };
  }
}
