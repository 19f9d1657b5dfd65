package io.holdstill.engines;

import java.nio.file.Path;
import org.apache.derby.iapi.jdbc.AutoloadedDriver;
import org.apache.derby.shared.common.reference.SQLState;
import org.apache.lucene.index.IndexWriter;

/** The storage engines that must come up from any snapshot. */
enum Engine {
  H2(H2Bank::new, H2Bank::check),
  DERBY(DerbyBank::new, DerbyBank::check),
  LUCENE(LuceneBank::new, LuceneBank::check);

  private interface Opener {
    Bank open(Path directory) throws Exception;
  }

  private interface Check {
    void of(Path directory) throws Exception;
  }

  private final Opener opener;
  private final Check check;

  Engine(Opener opener, Check check) {
    this.opener = opener;
    this.check = check;
  }

  /** Opens what is there, by the engine's own recovery, or founds a bank in an empty directory. */
  Bank open(Path directory) throws Exception {
    return opener.open(directory);
  }

  /** The engine's own check of closed files; throws if it finds anything. */
  void check(Path directory) throws Exception {
    check.of(directory);
  }

  /** One class of each jar that the engines need. */
  static Class<?>[] libraries() {
    return new Class<?>[] {
      org.h2.Driver.class, AutoloadedDriver.class, SQLState.class, IndexWriter.class
    };
  }
}
