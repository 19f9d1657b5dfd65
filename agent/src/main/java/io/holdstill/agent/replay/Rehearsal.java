package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.replay.Conflicts.Conflict;
import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Goes through all boundaries with the names alone, to say beforehand which states can be claimed.
 */
final class Rehearsal {
  /** A file that has another way in, from some moment after an entry on. */
  private record Unguarded(long after, Operation operation, String path) {}

  private static final int MOST_NAMED = 3;

  private final Survey survey;
  private final State state;
  private final List<ReplayPoint> points = new ArrayList<>();
  private final List<Unguarded> unguarded = new ArrayList<>();
  private final Ordered pending = new Ordered();
  private final List<String> roots;

  /** Of groups whose threads died and that changed names, the first; null without any. */
  private SurveyedGroup halfNamed;

  private SurveyedGroup halfDone;

  private String contradiction;

  Rehearsal(Base base, Survey survey) throws IOException {
    this.survey = survey;
    this.roots = base.roots().stream().map(Base.Source::path).toList();
    this.state = Loader.load(base, Contents.NONE, survey.linked);
    points.add(first(base));
    collectUnguarded();
    walk();
  }

  List<ReplayPoint> points() {
    return points;
  }

  /** Where the names stop fitting; null where they fit to the end. */
  String contradiction() {
    return contradiction;
  }

  private ReplayPoint first(Base base) {
    return new ReplayPoint(base.at(), "", "", base.millis(), base.millis(), false, "", "", false);
  }

  private void walk() throws IOException {
    Iterator<Conflict> conflicts =
        survey.conflicts().all().stream()
            .sorted(Comparator.comparingLong(Conflict::from))
            .iterator();
    Conflict next = conflicts.hasNext() ? conflicts.next() : null;
    List<Conflict> active = new ArrayList<>();
    for (SurveyedGroup group : survey.groups) {
      for (; next != null && next.from() <= group.number; ) {
        active.add(next);
        next = conflicts.hasNext() ? conflicts.next() : null;
      }
      active.removeIf(conflict -> conflict.to() < group.number);
      pending.add(group.names, group.endedMillis);
      if (!visit(group, active)) {
        return;
      }
    }
  }

  /** False where the names do not fit. */
  private boolean visit(SurveyedGroup group, List<Conflict> active) throws IOException {
    if (!active.isEmpty()) {
      points.add(ReplayPoint.of(group, describe(active), true));
      return true;
    }
    try {
      pending.applyTo(state);
    } catch (Impossible e) {
      contradiction = e.getMessage();
      return false;
    }
    taint(group.number);
    String shortfall =
        halfNamed != null && halfNamed.began < group.number
            ? halfNamed.shown() + " had changed names, and the live files kept that"
            : state.shortfall();
    points.add(ReplayPoint.of(group, shortfall == null ? "" : shortfall, false));
    return true;
  }

  /** Anything may have come in from the moment on that the group began in which it is said. */
  private void taint(long number) {
    for (Iterator<Unguarded> each = unguarded.iterator(); each.hasNext(); ) {
      Unguarded one = each.next();
      if (one.after() < number && knows(one)) {
        state.taint(one.operation().file(), one.operation().text());
        each.remove();
      }
    }
  }

  private boolean knows(Unguarded one) {
    long id = one.operation().file();
    if (!state.files.containsKey(id)
        && one.path() != null
        && state.tree.find(one.path()) instanceof Node.File file) {
      state.files.put(id, file);
    }
    return state.files.containsKey(id);
  }

  private void collectUnguarded() {
    survey.groups.forEach(this::collectUnguarded);
    survey.neverEnded.forEach(this::collectUnguarded);
    survey.neverEnded.forEach(this::collectHalfDone);
  }

  /**
   * Of groups whose threads died and that changed what belongs to the state, the first; or null.
   */
  SurveyedGroup halfDone() {
    return halfDone;
  }

  /** What a thread that died in its group did is in the live files, and in no state. */
  private void collectHalfDone(SurveyedGroup group) {
    if (!group.abandoned || group.began < points.get(0).number()) {
      return; // it may end yet; or its thread was dead at the base's point, which holds it
    }
    if ((halfDone == null || group.began < halfDone.began) && concerns(group)) {
      halfDone = group;
    }
    String reason = group.shown() + " had changed it";
    for (long file : group.touches.files) {
      Operation half =
          new Operation(OpDescriptor.UNGUARDED, 0, file, 0, null, null, null, reason, null);
      unguarded.add(new Unguarded(group.began, half, survey.firstPaths.get(file)));
    }
    boolean earlier = halfNamed == null || group.began < halfNamed.began;
    if (earlier && group.touches.changed.stream().anyMatch(name -> inRoots(name.path()))) {
      halfNamed = group;
    }
  }

  private boolean concerns(SurveyedGroup group) {
    return group.touches.changed.stream().anyMatch(name -> inRoots(name.path()))
        || group.touches.files.stream()
            .anyMatch(
                file ->
                    state.files.containsKey(file)
                        || inRoots(survey.firstPaths.getOrDefault(file, "")));
  }

  private boolean inRoots(String path) {
    return roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }

  private void collectUnguarded(SurveyedGroup group) {
    Map<Long, String> bound = new HashMap<>();
    for (Operation op : group.names) {
      if (op.kind() == OpDescriptor.BIND) {
        bound.put(op.file(), Names.of(op.path()));
      } else if (op.kind() == OpDescriptor.UNGUARDED) {
        unguarded.add(new Unguarded(group.began, op, bound.get(op.file())));
      }
    }
  }

  private String describe(List<Conflict> active) {
    List<String> each = new ArrayList<>();
    for (Conflict conflict : active.subList(0, Math.min(active.size(), MOST_NAMED))) {
      each.add(
          conflict.open().shown()
              + " was open and shares "
              + shown(conflict.shared())
              + " with "
              + conflict.ended().shown()
              + ", which had ended");
    }
    int more = active.size() - each.size();
    return String.join("; ", each) + (more == 0 ? "" : "; and " + more + " more like it");
  }

  private String shown(Object shared) {
    if (shared instanceof Touches.Name name) {
      return "the name " + Names.shown(name.path());
    }
    if (shared instanceof Touches.InDirectory directory) {
      return "the directory " + Names.shown(directory.path());
    }
    Object id = shared instanceof Touches.NamesOf names ? names.file() : shared;
    Node.File file = state.files.get(id);
    List<String> paths = file == null ? List.of() : state.tree.paths(file);
    String path = paths.isEmpty() ? survey.firstPaths.get(id) : paths.get(0);
    return path == null || path.isEmpty() ? "file " + id : Names.shown(path);
  }
}
