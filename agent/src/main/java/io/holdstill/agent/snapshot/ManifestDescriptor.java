package io.holdstill.agent.snapshot;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Pattern;

/**
 * The bytes of {@code holdstill-manifest.json}: one JSON object in UTF-8, laid out in lines.
 *
 * <pre>
 * {"format":"holdstill-manifest","formatVersion":1,      line 1, always exactly so
 * "verdict":"CONSISTENT",                                the report, a field a line
 * "level":"group",
 * ...
 * "entries":[
 * {"path":"data/a","type":"file","size":4096,...},       a file, directory or link a line
 * {"path":"data","type":"directory",...}
 * ],
 * "checksum":"sha256:0123...ef"}                         last line: SHA-256 of all bytes before it
 * </pre>
 *
 * <p>A line is ended by one line feed, the last one too; strings hold none, for JSON escapes it. So
 * the checksum can be made and checked without a parser ({@code head -n -1 FILE | sha256sum}), and
 * a manifest that lost its end is told from one that is whole.
 *
 * <pre>
 * entry      when          value
 * path       always        relative to the snapshot, '/' between names, as UTF-8 text
 * pathBytes  not UTF-8     base64 of the exact bytes; path then shows U+FFFD for what is not UTF-8
 * type       always        file, directory, symlink, hardlink
 * size       file          bytes
 * mode       always        octal, "0644"
 * uid, gid   always        numbers
 * modified   always        ISO-8601 UTC with nine decimals
 * digest     file          "crc32c:" and 8, or "sha256:" and 64 lower-case hex digits, of the content
 * target     symlink       what the link holds, and
 *            hardlink      the path of the entry that it shares its content with
 * targetBytes  not UTF-8   as pathBytes
 * </pre>
 *
 * <p>Sync order: the file is written under its final name in {@code DEST.partial} after all content
 * has been forced, and is forced itself before the directory gets its final name; so a directory
 * called DEST has its manifest whole. A reader refuses a version that it does not know by its
 * number. Within version 1 no field of an entry and no line is added, dropped or moved; the report
 * may grow fields.
 */
final class ManifestDescriptor {
  static final int VERSION = 1;
  static final String FIRST_LINE =
      "{\"format\":\"holdstill-manifest\",\"formatVersion\":" + VERSION + ",\n";
  static final Pattern ANY_FIRST_LINE =
      Pattern.compile("\\{\"format\":\"holdstill-manifest\",\"formatVersion\":(\\d{1,9}),\n");

  static final String FORMAT = "format";
  static final String FORMAT_VERSION = "formatVersion";
  static final String ENTRIES = "entries";
  static final String CHECKSUM = "checksum";

  static final String ALGORITHM = "SHA-256";
  static final String DIGEST_PREFIX = "sha256:";
  static final int HEX_DIGITS = 64;
  static final DateTimeFormatter MODIFIED =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private static final String LAST_LINE_START = "\"" + CHECKSUM + "\":\"" + DIGEST_PREFIX;
  private static final String LAST_LINE_END = "\"}\n";
  static final int LAST_LINE_BYTES = LAST_LINE_START.length() + HEX_DIGITS + LAST_LINE_END.length();

  private ManifestDescriptor() {}

  /** The last line, for the lower-case hex SHA-256 of all bytes before it. */
  static String lastLine(String hexDigest) {
    return LAST_LINE_START + hexDigest + LAST_LINE_END;
  }
}
