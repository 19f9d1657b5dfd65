package io.holdstill.agent.intercept;

import io.holdstill.agent.intercept.advice.BeginAdvice;
import io.holdstill.agent.intercept.advice.ClaimAdvice;
import io.holdstill.agent.intercept.advice.EndAdvice;
import io.holdstill.agent.intercept.advice.FinishAdvice;
import io.holdstill.agent.intercept.advice.MarkAdvice;
import io.holdstill.agent.intercept.advice.ReleaseAdvice;
import io.holdstill.agent.intercept.advice.ResumeAdvice;
import io.holdstill.runtime.gate.Groups;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatchers;

/** Weaves the application's classes: groups, calls of a native setLength, copies of the API. */
final class AppWeaver {
  private static final String BINDING = "io.holdstill.runtime.Binding";
  private static final Map<String, Class<?>> BOUND =
      Map.of(
          "begin", BeginAdvice.class,
          "end", EndAdvice.class,
          "claim", ClaimAdvice.class,
          "resume", ResumeAdvice.class,
          "finish", FinishAdvice.class,
          "release", ReleaseAdvice.class,
          "mark", MarkAdvice.class);

  private final GroupWeaver groups;
  private final Supertypes supertypes;
  private final Bytecode bytecode;
  private final boolean nativeLength;
  private final Set<String> blind = new TreeSet<>();
  private final Map<ClassLoader, Boolean> sees = Collections.synchronizedMap(new WeakHashMap<>());

  AppWeaver(GroupWeaver groups, Supertypes supertypes, Bytecode bytecode, boolean nativeLength) {
    this.groups = groups;
    this.supertypes = supertypes;
    this.bytecode = bytecode;
    this.nativeLength = nativeLength;
  }

  /** Class loaders whose classes should have been woven but cannot see the engine. */
  synchronized Set<String> blind() {
    return new TreeSet<>(blind);
  }

  /** The woven class file, or null if nothing is to be woven. */
  byte[] weave(ClassLoader loader, String className, byte[] original) {
    if (className.equals(BINDING)) {
      return visible(loader) ? bind(loader, original) : null;
    }
    ClassHeader header = ClassHeader.of(original);
    DynamicType.Builder<?> builder =
        groups.weave(loader, className, header, original, this::visible);
    if (nativeLength && Detours.mayBeIn(header)) {
      builder = builder != null ? builder : bytecode.decorate(loader, className, original);
      builder = builder.visit(Detours.in(loader, supertypes));
    }
    return builder == null || !visible(loader) ? null : builder.make().getBytes();
  }

  private byte[] bind(ClassLoader loader, byte[] original) {
    DynamicType.Builder<?> builder = bytecode.decorate(loader, BINDING, original);
    for (Map.Entry<String, Class<?>> bound : BOUND.entrySet()) {
      builder =
          builder.visit(
              Advice.to(bound.getValue(), bytecode.advice())
                  .on(ElementMatchers.named(bound.getKey())));
    }
    return builder.make().getBytes();
  }

  /** Woven code names the engine; a loader that hides it would fail in the application's call. */
  private boolean visible(ClassLoader loader) {
    if (loader == null) {
      return true;
    }
    Boolean known = sees.get(loader);
    if (known == null) {
      known = look(loader);
      sees.put(loader, known);
      if (!known) {
        note(loader);
      }
    }
    return known;
  }

  private static boolean look(ClassLoader loader) {
    try {
      return Class.forName(Groups.class.getName(), false, loader) == Groups.class;
    } catch (ClassNotFoundException | LinkageError hidden) {
      return false;
    }
  }

  private synchronized void note(ClassLoader loader) {
    blind.add(loader.toString());
  }
}
