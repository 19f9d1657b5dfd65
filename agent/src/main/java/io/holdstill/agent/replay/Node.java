package io.holdstill.agent.replay;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A file, directory or link of the state, under the names that it has. */
abstract class Node {
  /** A name in a directory. */
  record Place(Directory in, String name) {}

  final Set<Place> places = new LinkedHashSet<>();
  Attributes attributes;

  /** Why its content, or all that lies below it, is not known; null where it is. */
  String unknown;

  Node(Attributes attributes) {
    this.attributes = attributes;
  }

  void changedAt(long millis) {
    attributes = attributes.at(millis);
  }

  /** Names below one directory. */
  static final class Directory extends Node {
    final Map<String, Node> children = new TreeMap<>();

    /** Excludes may have kept names out of it: it was there before the journal saw it. */
    boolean mayHoldMore;

    Directory(Attributes attributes, boolean mayHoldMore) {
      super(attributes);
      this.mayHoldMore = mayHoldMore;
    }
  }

  /** Bytes, kept elsewhere. */
  static final class File extends Node {
    /** Where its bytes lie that no operation has touched yet; null where there are none. */
    Path source;

    /** Where its bytes lie since an operation touched them, or null. */
    Path work;

    File(Attributes attributes, Path source) {
      super(attributes);
      this.source = source;
    }
  }

  /** A symbolic link. */
  static final class Link extends Node {
    final String target;

    /** A link that holds the same, or null. */
    final Path source;

    Link(Attributes attributes, String target, Path source) {
      super(attributes);
      this.target = target;
      this.source = source;
    }
  }
}
