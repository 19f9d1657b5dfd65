package io.holdstill.oracle;

import java.util.Map;
import java.util.TreeMap;

/**
 * An arena's files between two moves. Moves make a new one.
 *
 * @param names of files: path to inode
 * @param directories path to the move that its modification time is of
 * @param inodes by the move that made them; those without a name are kept, doors lead to them
 * @param doors the open doors, and to which inode each leads
 */
record Model(
    Map<String, Integer> names,
    Map<String, Integer> directories,
    Map<Integer, Content> inodes,
    Map<Integer, Integer> doors) {

  Content file(int door) {
    return inodes.get(doors.get(door));
  }

  Model with(int inode, Content content) {
    Map<Integer, Content> changed = new TreeMap<>(inodes);
    changed.put(inode, content);
    return new Model(names, directories, changed, doors);
  }

  /** Or without, where the inode is null. */
  Model named(String name, Integer inode, int move) {
    Map<String, Integer> changed = new TreeMap<>(names);
    if (inode == null) {
      changed.remove(name);
    } else {
      changed.put(name, inode);
    }
    return new Model(changed, directories, inodes, doors).touched(parent(name), move);
  }

  Model directory(String name, boolean there, int move) {
    Map<String, Integer> changed = new TreeMap<>(directories);
    if (there) {
      changed.put(name, move);
    } else {
      changed.remove(name);
    }
    return new Model(names, changed, inodes, doors).touched(parent(name), move);
  }

  private Model touched(String directory, int move) {
    Map<String, Integer> changed = new TreeMap<>(directories);
    changed.put(directory, move);
    return new Model(names, changed, inodes, doors);
  }

  Model door(int door, int inode) {
    Map<Integer, Integer> changed = new TreeMap<>(doors);
    changed.put(door, inode);
    return new Model(names, directories, inodes, changed);
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('/'));
  }
}
