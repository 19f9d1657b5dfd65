package io.holdstill.agent.replay;

import io.holdstill.agent.replay.Node.Directory;
import io.holdstill.agent.replay.Node.File;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that come, go and move. Within the state all names are known, so an operation that does not
 * fit is a contradiction; outside of it anything may be there.
 */
final class NameChanges {
  private static final String FROM_OUTSIDE =
      "it was moved here from a place that the snapshot does not hold";
  private static final String MORE_BELOW =
      "it was moved, and names below it that were excluded may not be so any more";

  private final Roots roots;
  private final NameTree tree;
  private final List<File> nameless;

  /** All whose content is not known; they matter where they belong to the state. */
  private final Set<Node> suspects = new LinkedHashSet<>();

  private boolean looked;
  private String shortfall;

  NameChanges(Roots roots, NameTree tree, List<File> nameless) {
    this.roots = roots;
    this.tree = tree;
    this.nameless = nameless;
  }

  void add(String path, Node node, long millis) throws Impossible {
    Directory in = parent(path);
    if (in.children.get(Names.last(path)) != null) {
      contradiction(path, "a name was made that the state has already");
      drop(path, in);
    }
    place(in, path, node, millis);
  }

  void delete(String path, long millis) throws Impossible {
    Node node = tree.find(path);
    if (node == null) {
      contradiction(path, "a name was removed that the state does not have");
      return;
    }
    Directory in = parent(path);
    requireEmpty(path, node);
    drop(path, in);
    in.changedAt(millis);
  }

  void rename(String from, String to, long millis) throws Impossible {
    Node moving = tree.find(from);
    if (moving == null) {
      contradiction(from, "a name was moved that the state does not have");
      moving = unknownFile(FROM_OUTSIDE);
    }
    Node replaced = tree.find(to);
    if (replaced == moving && roots.holds(to)) {
      return; // rename(2) does nothing between two names of one file
    }
    if (replaced == moving) {
      drop(to, parent(to)); // a name outside, whose going nobody has told of
    } else if (replaced != null) {
      requireEmpty(to, replaced);
      drop(to, parent(to));
    }
    if (roots.excludesByPlace()) {
      beware(moving);
    }
    Directory left = parent(from);
    tree.remove(left, Names.last(from));
    left.changedAt(millis);
    place(parent(to), to, moving, millis);
  }

  /** Not in the state, it may hold what nobody has told of. */
  private void beware(Node moving) {
    if (moving instanceof Directory directory) {
      if (directory.mayHoldMore && moving.unknown == null) {
        moving.unknown = MORE_BELOW;
        suspect(moving);
      }
      directory.children.values().forEach(this::beware);
    }
  }

  private void place(Directory in, String path, Node node, long millis) {
    tree.put(in, Names.last(path), node);
    in.changedAt(millis);
    looked = false;
    if (node.unknown != null) {
      suspects.add(node);
    }
  }

  private void drop(String path, Directory in) {
    Node node = in.children.get(Names.last(path));
    tree.remove(in, Names.last(path));
    looked = false;
    if (node instanceof File file && file.places.isEmpty()) {
      nameless.add(file);
    }
  }

  private void requireEmpty(String path, Node node) throws Impossible {
    if (node instanceof Directory directory && !directory.children.isEmpty()) {
      contradiction(path, "a directory was removed in which the state has names");
    }
  }

  private Directory parent(String path) throws Impossible {
    String above = Names.parent(path);
    if (above.isEmpty()) {
      return tree.top;
    }
    Node node = tree.find(above);
    if (node instanceof Directory directory) {
      return directory;
    }
    contradiction(above, "a name was made or removed in it, and the state has no such directory");
    Directory in = parent(above);
    tree.remove(in, Names.last(above));
    Directory implied = tree.imply(in, Names.last(above));
    suspect(implied);
    return implied;
  }

  private void contradiction(String path, String what) throws Impossible {
    if (roots.holds(path)) {
      throw new Impossible(Names.shown(path) + ": " + what);
    }
  }

  File unknownFile(String why) {
    File file = new File(new Attributes(0600, -1, -1, 0, 0), null);
    file.unknown = why;
    suspect(file);
    return file;
  }

  void suspect(Node node) {
    suspects.add(node);
    looked = false;
  }

  /** The first file of the state whose content is not known, and why; null where there is none. */
  String shortfall() {
    if (!looked) {
      shortfall = look();
      looked = true;
    }
    return shortfall;
  }

  private String look() {
    for (Iterator<Node> each = suspects.iterator(); each.hasNext(); ) {
      Node node = each.next();
      if (node.places.isEmpty()) {
        each.remove(); // should it get a name again, it comes back
      }
      for (String path : tree.paths(node)) {
        if (roots.holds(path)) {
          return Names.shown(path) + ": " + node.unknown;
        }
      }
    }
    return null;
  }
}
