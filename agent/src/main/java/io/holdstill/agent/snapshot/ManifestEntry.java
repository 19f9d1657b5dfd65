package io.holdstill.agent.snapshot;

/**
 * One file of a snapshot as the manifest describes it.
 *
 * @param path relative to the snapshot's directory, {@code /}-separated, exact bytes as ISO-8859-1
 *     (one char a byte), so that a name in any encoding survives
 * @param type {@code file}, {@code directory}, {@code symlink} or {@code hardlink}
 * @param size bytes, 0 unless a file
 * @param mode permission bits, as in {@code chmod}
 * @param mtimeSeconds since the epoch
 * @param mtimeNanos within the second
 * @param digest of the content as {@code algorithm:hex}, empty unless a file
 * @param target where a symlink points (exact bytes as ISO-8859-1), or the path of the entry that a
 *     hardlink shares its content with; else empty
 */
public record ManifestEntry(
    String path,
    String type,
    long size,
    int mode,
    int uid,
    int gid,
    long mtimeSeconds,
    int mtimeNanos,
    String digest,
    String target) {}
