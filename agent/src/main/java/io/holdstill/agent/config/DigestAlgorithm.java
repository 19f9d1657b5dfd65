package io.holdstill.agent.config;

/**
 * How the manifest lets a file's content be checked. CRC-32C finds accidents at the speed of
 * memory, as in PostgreSQL's backup manifests; SHA-256 also finds intent, and costs more CPU than
 * the copying.
 */
public enum DigestAlgorithm {
  CRC32C("crc32c"),
  SHA256("sha256");

  /** As options and manifests write it. */
  public final String text;

  DigestAlgorithm(String text) {
    this.text = text;
  }
}
