package io.holdstill.mended;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.runtime.WriteGrouped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Good news about nothing: requests that were granted, and came to less than was asked for. */
class RefusedTest {
  @TempDir Path directory;

  @JdkTest
  void aSourceThatIsALink(Jdk jdk) {
    Scene.plays(jdk, "", Linked.class, directory);
  }

  @JdkTest
  void anAnnotationOnAMethodWithoutABody(Jdk jdk) {
    Scene.plays(jdk, "", Bodiless.class, directory);
  }

  /** Its copy would be a link, and no data. */
  public static final class Linked {
    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(args[0]);
      Path link = Files.createSymbolicLink(copies.directory().resolve("link"), copies.source());
      Path copy = copies.directory().resolve("copy");
      Receipt receipt = Copies.require(Request.of(link, copy).take(), "FAILED");
      Copies.requireSaid(receipt, link + ": is a symbolic link");
      Copies.requireSaid(receipt, "name what it leads to");
      Copies.require(!Files.exists(copy), copy + " is there");
      copies.mustBeConsistent();
      Copies.end();
    }
  }

  /** Annotated where there is nothing to weave. */
  public interface Api {
    @WriteGrouped
    void put() throws IOException;
  }

  /** Calls what is annotated in the interface alone. */
  public static final class Bodiless {
    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(args[0]);
      Api api = () -> Files.write(copies.source().resolve("file"), new byte[10]);
      api.put();
      Path copy = copies.directory().resolve("copy");
      Receipt receipt = Copies.require(Request.of(copies.source(), copy).take(), "NOT_GROUPED");
      Copies.requireSaid(receipt, Api.class.getName() + "#put, which has no body");
      Copies.requireSaid(receipt, "annotate what implements it");
      Copies.require(!Files.exists(copy), copy + " is there");
      Path accepted = copies.directory().resolve("accepted");
      Request writes = Request.of(copies.source(), accepted).with("level", "write");
      Copies.require(writes.take(), "NOT_GROUPED");
      Copies.require(Files.exists(accepted), accepted + " is missing");
      Copies.end();
    }
  }
}
