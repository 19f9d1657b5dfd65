package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A snapshot compared with its manifest: names, types, sizes, contents, link targets, permission
 * bits and modification times. Owners are not compared: a copy made by another user cannot have
 * them, and nothing that is read depends on them.
 *
 * @param report what the manifest claims; empty if it cannot be believed
 * @param differences empty if every file is as the manifest says
 */
public record Verification(Map<String, Object> report, List<Difference> differences) {

  /** Told again and again how far the comparison is. */
  public interface ProgressSink {
    void at(Progress progress);
  }

  /**
   * Reads every file of the snapshot.
   *
   * @throws IOException if there is no such directory or it cannot be listed; what is wrong inside
   *     of it is a difference
   */
  public static Verification of(Path directory, ProgressSink sink) throws IOException {
    if (!Files.isDirectory(directory.toRealPath())) {
      throw new NotDirectoryException(directory.toString());
    }
    try {
      return compare(directory, sink);
    } catch (BadManifest e) {
      Difference difference = new Difference("manifest", Manifest.FILE_NAME, e.getMessage());
      return new Verification(Map.of(), List.of(difference));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What a request that failed could not remove may be all there, and was not forced. */
  private static boolean unfinished(Path directory, Map<String, Object> report) {
    Path name = directory.getFileName();
    Path wanted = Path.of(String.valueOf(report.get("destination"))).getFileName();
    return name != null
        && wanted != null
        && name.toString().equals(wanted + Destination.UNFINISHED);
  }

  private static Verification compare(Path directory, ProgressSink sink) throws IOException {
    ExactPaths paths = new ExactPaths(directory);
    List<Difference> differences = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    EntryCheck check = new EntryCheck(paths, differences, new VerificationMeter(sink));
    Map<String, Object> report =
        Manifest.read(
            directory.resolve(Manifest.FILE_NAME),
            entry -> {
              listed.add(entry.path());
              check.compare(entry);
            });
    Claim.check(report, differences);
    new ExtraFiles(paths, listed, differences).look(directory);
    if (unfinished(directory, report)) {
      String name = directory.getFileName().toString();
      differences.add(
          new Difference("unfinished", ".", name + ": was never finished; take another"));
    }
    return new Verification(report, List.copyOf(differences));
  }
}
