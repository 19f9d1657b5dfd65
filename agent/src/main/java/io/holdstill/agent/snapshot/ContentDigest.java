package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The digest of one file's content, written {@code algorithm:hex}. */
public abstract class ContentDigest {
  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}|crc32c:[0-9a-f]{8}");

  public static ContentDigest of(DigestAlgorithm algorithm) {
    return algorithm == DigestAlgorithm.SHA256 ? new Sha() : new Crc();
  }

  /** One that can be compared with a written digest. */
  public static ContentDigest like(String written) {
    return of(
        written.startsWith(DigestAlgorithm.SHA256.text)
            ? DigestAlgorithm.SHA256
            : DigestAlgorithm.CRC32C);
  }

  static boolean wellFormed(String written) {
    return SHAPE.matcher(written).matches();
  }

  public abstract void update(ByteBuffer bytes);

  public abstract String text();

  private static final class Sha extends ContentDigest {
    private final MessageDigest digest = Sha256.newDigest();

    @Override
    public void update(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    public String text() {
      return DigestAlgorithm.SHA256.text + ":" + HexFormat.of().formatHex(digest.digest());
    }
  }

  private static final class Crc extends ContentDigest {
    private final CRC32C crc = new CRC32C();

    @Override
    public void update(ByteBuffer bytes) {
      crc.update(bytes);
    }

    @Override
    public String text() {
      return DigestAlgorithm.CRC32C.text + ":" + HexFormat.of().toHexDigits((int) crc.getValue());
    }
  }
}
