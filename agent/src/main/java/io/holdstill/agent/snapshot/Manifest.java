package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The sealed description of a snapshot. Its bytes are described in {@link ManifestDescriptor}.
 *
 * @param report the fields of the report, as {@link ReportFields} names them
 */
public record Manifest(Map<String, Object> report, List<ManifestEntry> entries) {
  /** Its name in the directory of the snapshot; no source may be called so. */
  public static final String FILE_NAME = "holdstill-manifest.json";

  /**
   * Writes a new file and forces it to the disk. The entries are streamed: millions of them need no
   * memory here.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file exists
   */
  public static void write(Path file, Report report, Iterable<ManifestEntry> entries)
      throws IOException {
    written(file, writer -> writer.write(report, entries));
  }

  /**
   * Writes a new file of fields that another manifest had, and more, and forces it to the disk.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file exists
   */
  public static void write(Path file, Map<String, Object> report, List<ManifestEntry> entries)
      throws IOException {
    written(file, writer -> writer.write(report, entries));
  }

  private interface Content {
    void writeTo(ManifestWriter writer) throws IOException;
  }

  private static void written(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(new ManifestWriter(Channels.newOutputStream(channel)));
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e); // a channel does not say which
    }
  }

  /**
   * Reads and checks a whole manifest.
   *
   * @throws BadManifest if it is missing, damaged or of an unknown version
   */
  public static Manifest read(Path file) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    return new Manifest(read(file, entries::add), entries);
  }

  /**
   * Checks a manifest's checksum, then hands its entries out one by one.
   *
   * @return the fields of the report
   * @throws BadManifest if it is missing, damaged or of an unknown version
   */
  public static Map<String, Object> read(Path file, Consumer<ManifestEntry> entries)
      throws IOException {
    ManifestSeal.check(file);
    return new ManifestReader(file, entries).read();
  }
}
