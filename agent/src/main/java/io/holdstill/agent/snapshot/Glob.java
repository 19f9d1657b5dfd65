package io.holdstill.agent.snapshot;

import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A glob as the JDK's file systems understand it, matched in a time that grows with the lengths of
 * glob and path alone. The JDK makes a regular expression of it, which some names keep busy for
 * ever; names are looked at by the application's threads, and a glob comes with a request.
 *
 * <p>A machine of states that are all followed at once: each reads one character, or goes on free.
 */
final class Glob {
  private record Step(int from, IntPredicate reads, int to) {}

  private final List<Step> steps = new ArrayList<>();
  private final String text;
  private int states = 1;
  private int at;
  private int accepting;

  /**
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  Glob(String text) {
    FileSystems.getDefault().getPathMatcher("glob:" + text); // says what is wrong with it
    this.text = text;
    int state = 0;
    while (at < text.length()) {
      state = text.charAt(at) == '{' ? group(state) : piece(state);
    }
    accepting = state;
  }

  /** The alternatives between braces, which do not nest. */
  private int group(int from) {
    int end = states++;
    at++;
    boolean closed = false;
    while (!closed) {
      int state = free(from);
      while (text.charAt(at) != ',' && text.charAt(at) != '}') {
        state = piece(state);
      }
      steps.add(new Step(state, null, end));
      closed = text.charAt(at++) == '}';
    }
    return end;
  }

  private int piece(int from) {
    int c = next();
    switch (c) {
      case '*':
        boolean across = at < text.length() && text.charAt(at) == '*';
        at += across ? 1 : 0;
        int many = free(from);
        steps.add(new Step(many, across ? any -> true : Glob::within, many));
        return many;
      case '?':
        return one(from, Glob::within);
      case '[':
        return one(from, bracket());
      case '\\':
        int escaped = next();
        return one(from, read -> read == escaped);
      default:
        return one(from, read -> read == c);
    }
  }

  private int next() {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private static boolean within(int read) {
    return read != '/';
  }

  /** One character is no work for a regular expression. */
  private IntPredicate bracket() {
    int end = text.indexOf(']', at);
    String inner = text.substring(at, end);
    at = end + 1;
    boolean not = inner.startsWith("!");
    StringBuilder regex = new StringBuilder(not ? "[^" : "[");
    int[] listed = (not ? inner.substring(1) : inner).codePoints().toArray();
    for (int i = 0; i < listed.length; i++) {
      boolean range = listed[i] == '-' && i > 0 && i < listed.length - 1;
      boolean plain = range || Character.isLetterOrDigit(listed[i]);
      regex.append(plain ? "" : "\\").appendCodePoint(listed[i]);
    }
    Pattern pattern = Pattern.compile(regex.append(']').toString());
    return read -> within(read) && pattern.matcher(Character.toString(read)).matches();
  }

  private int one(int from, IntPredicate reads) {
    steps.add(new Step(from, reads, states));
    return states++;
  }

  private int free(int from) {
    steps.add(new Step(from, null, states));
    return states++;
  }

  boolean matches(String path) {
    BitSet now = new BitSet(states);
    now.set(0);
    goOn(now);
    for (int read : path.codePoints().toArray()) {
      BitSet next = new BitSet(states);
      for (Step step : steps) {
        if (step.reads != null && now.get(step.from) && step.reads.test(read)) {
          next.set(step.to);
        }
      }
      goOn(next);
      now = next;
    }
    return now.get(accepting);
  }

  /** Where the states lead that read nothing. */
  private void goOn(BitSet states) {
    int before;
    do {
      before = states.cardinality();
      for (Step step : steps) {
        if (step.reads == null && states.get(step.from)) {
          states.set(step.to);
        }
      }
    } while (states.cardinality() > before);
  }
}
