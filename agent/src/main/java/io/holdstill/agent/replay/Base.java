package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.ManifestEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a replay starts from: files, where they stood, and the place in the journal from which on
 * operations are missing in them.
 *
 * @param session of the journal, as text
 * @param origin parts of groups that ended later are not older than this entry
 * @param at groups up to this number are in the files
 * @param millis the time of that
 * @param directory that holds the files; null where there are none
 * @param entries all that lies in it
 * @param roots where it stood
 * @param known path in the directory by the journal's file id
 * @param report of the manifest; empty where there is none
 */
public record Base(
    String session,
    long origin,
    long at,
    long millis,
    Path directory,
    List<ManifestEntry> entries,
    List<Source> roots,
    List<String> excludes,
    Map<Long, String> known,
    Map<String, Object> report) {

  /**
   * @param name in the directory, empty where the directory is the source itself
   * @param path absolute
   */
  public record Source(String name, String path) {}
}
