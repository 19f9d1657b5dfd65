package io.holdstill.agent.replay;

import io.holdstill.agent.replay.Node.Directory;
import io.holdstill.agent.replay.Node.Place;
import java.util.ArrayList;
import java.util.List;

/** All names that are known, from the root of the file system down. */
final class NameTree {
  private static final String NOT_LISTED = "not all that lies in it is known to the journal";

  final Directory top = new Directory(new Attributes(0755, -1, -1, 0, 0), true);

  /** Null where nothing is known to be there. */
  Node find(String path) {
    Node at = top;
    for (int from = 1; from <= path.length(); ) {
      int to = path.indexOf('/', from);
      to = to < 0 ? path.length() : to;
      if (!(at instanceof Directory directory)) {
        return null;
      }
      at = directory.children.get(path.substring(from, to));
      from = to + 1;
    }
    return at;
  }

  void put(Directory in, String name, Node node) {
    in.children.put(name, node);
    node.places.add(new Place(in, name));
  }

  void remove(Directory in, String name) {
    Node node = in.children.remove(name);
    if (node != null) {
      node.places.remove(new Place(in, name));
    }
  }

  /** A directory of which nothing is known but that it must be there. */
  Directory imply(Directory in, String name) {
    Directory made = new Directory(new Attributes(0755, -1, -1, 0, 0), true);
    made.unknown = NOT_LISTED;
    put(in, name, made);
    return made;
  }

  /** Under which it can be reached; none if it has no name any more. */
  List<String> paths(Node node) {
    List<String> paths = new ArrayList<>();
    for (Place place : node.places) {
      String path = path(place);
      if (path != null) {
        paths.add(path);
      }
    }
    return paths;
  }

  private String path(Place place) {
    StringBuilder path = new StringBuilder();
    Place at = place;
    while (at != null) {
      path.insert(0, "/" + at.name());
      if (at.in() == top) {
        return path.toString();
      }
      at = at.in().places.stream().findFirst().orElse(null);
    }
    return null;
  }
}
