package io.holdstill.demo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code verify FILE}: says whether a copy is right. */
final class VerifyCommand {
  static final String USAGE =
      String.join(
          "\n",
          "verify FILE [--json]     tell whether FILE, or a copy of it, is right: WHOLE, or how"
              + " many",
          "                         blocks and updates are torn and whether one instant explains",
          "                         it. Exit status 0 whole, 3 not whole, 1 not readable.");

  private static final int NOT_WHOLE = 3;

  private VerifyCommand() {}

  static int run(List<String> line) throws UsageException, IOException {
    Arguments arguments = Arguments.parse(line, Set.of(), Set.of("--json"));
    if (arguments.words().size() != 1) {
      throw new UsageException("verify needs one FILE; --help shows how");
    }
    String file = arguments.words().get(0);
    Verdict verdict = verdict(Path.of(file));
    System.out.println(
        arguments.has("--json") ? verdict.json(file) : file + ": " + verdict.inWords());
    return verdict.whole() ? 0 : NOT_WHOLE;
  }

  private static Verdict verdict(Path file) throws IOException {
    try {
      return Verifier.verify(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist; name a file that write made", e);
    }
  }
}
