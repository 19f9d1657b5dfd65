package io.holdstill.agent.replay;

import io.holdstill.agent.config.DigestAlgorithm;
import io.holdstill.agent.replay.Node.Directory;
import io.holdstill.agent.replay.Node.File;
import io.holdstill.agent.snapshot.ContentDigest;
import io.holdstill.agent.snapshot.ManifestEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Digests and forces what is laid, and makes the entries of the manifest. */
final class Sealing implements Layer.Follower {
  /** Told how many bytes have been sealed; throws to break it off. */
  interface Meter {
    void at(long bytes) throws IOException;
  }

  private final String digestLike;
  private final Meter meter;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private final Map<File, String> digests = new HashMap<>();
  private final Map<File, Long> sizes = new HashMap<>();
  private long bytes;

  Sealing(Base base, Meter meter) {
    this.meter = meter;
    this.digestLike =
        base.entries().stream()
            .map(ManifestEntry::digest)
            .filter(digest -> !digest.isEmpty())
            .findFirst()
            .orElse(DigestAlgorithm.CRC32C.text);
  }

  @Override
  public void bytes(File file, FileChannel channel) throws IOException {
    ContentDigest digest = ContentDigest.like(digestLike);
    long size = 0;
    while (channel.read(buffer.clear(), size) > 0) {
      size += buffer.position();
      bytes += buffer.position();
      digest.update(buffer.flip());
      meter.at(bytes);
    }
    digests.put(file, digest.text());
    sizes.put(file, size);
  }

  @Override
  public void done(FileChannel channel) throws IOException {
    channel.force(true);
  }

  long files() {
    return sizes.size();
  }

  long bytes() {
    return bytes;
  }

  List<ManifestEntry> entries(Layer layer) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    for (Map.Entry<String, Node> each : layer.names.entrySet()) {
      entries.add(entry(each.getKey(), each.getValue(), layer, layer.path(each.getKey())));
    }
    return entries;
  }

  private ManifestEntry entry(String name, Node node, Layer layer, Path laid) throws IOException {
    String first = layer.firstName(name);
    if (first != null) {
      return entry(name, "hardlink", node, "", first, laid);
    }
    if (node instanceof File file) {
      return entry(name, "file", file, digests.get(file), "", laid);
    }
    return node instanceof Directory
        ? entry(name, "directory", node, "", "", laid)
        : entry(name, "symlink", node, "", ((Node.Link) node).target, laid);
  }

  private ManifestEntry entry(
      String name, String type, Node node, String digest, String target, Path laid)
      throws IOException {
    Attributes attributes = node.attributes;
    return new ManifestEntry(
        name,
        type,
        type.equals("file") ? sizes.get(node) : 0,
        attributes.mode(),
        attributes.uid() == -1 ? owner(laid, "unix:uid") : attributes.uid(),
        attributes.gid() == -1 ? owner(laid, "unix:gid") : attributes.gid(),
        attributes.seconds(),
        attributes.nanos(),
        digest,
        target);
  }

  /** Where the journal does not know it: of the copy. */
  private static int owner(Path laid, String attribute) throws IOException {
    return (Integer) Files.getAttribute(laid, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
