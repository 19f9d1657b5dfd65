package io.holdstill.runtime.gate;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The names of groups, each with the small number that woven code passes, and its count. */
public final class GroupName {
  private static final ConcurrentHashMap<String, GroupName> BY_NAME =
      new ConcurrentHashMap<String, GroupName>();
  private static volatile GroupName[] byId = {null};

  /** Beyond this many distinct names the rest share one: a name made per call must not leak. */
  private static final int MOST = 10_000;

  public final int id;
  public final String name;

  /** Begun by the API at least once: then no frame on the stack tells whether it is open. */
  volatile boolean byApi;

  private final LongAdder ended = new LongAdder();

  private GroupName(int id, String name) {
    this.id = id;
    this.name = name;
  }

  public static GroupName of(String name) {
    GroupName known = BY_NAME.get(name);
    return known != null ? known : register(name);
  }

  public static GroupName byId(int id) {
    GroupName[] names = byId;
    return id > 0 && id < names.length ? names[id] : null;
  }

  public long ended() {
    return ended.sum();
  }

  void countEnd() {
    ended.increment();
  }

  private static synchronized GroupName register(String name) {
    GroupName known = BY_NAME.get(name);
    if (known != null) {
      return known;
    }
    if (byId.length > MOST && !name.equals("(other)")) {
      return of("(other)");
    }
    GroupName[] next = Arrays.copyOf(byId, byId.length + 1);
    GroupName made = new GroupName(byId.length, name);
    next[made.id] = made;
    byId = next;
    BY_NAME.put(name, made);
    return made;
  }
}
