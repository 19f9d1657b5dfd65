package io.holdstill.oracle;

import java.io.IOException;
import java.util.Set;

/** A part of the tree whose history is known without the others. */
interface Place {
  /** Every way to explain the copy of this place; none if there is none. */
  Set<Reading> readings(Asked asked) throws IOException;

  /** For a failure: what was found, and what could have been. */
  String found(Asked asked) throws IOException;
}
