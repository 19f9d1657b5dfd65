package io.holdstill.agent.intercept;

import io.holdstill.agent.config.GroupPattern;
import io.holdstill.agent.intercept.advice.GroupAdvice;
import io.holdstill.agent.intercept.advice.GroupId;
import io.holdstill.agent.intercept.advice.StageGroupAdvice;
import io.holdstill.runtime.gate.GroupName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;

/**
 * Weaves the application's group methods: those that a pattern names, in the class itself or in one
 * that extends or implements it, and those that are annotated.
 */
final class GroupWeaver {
  private final List<GroupMatches> patterns = new ArrayList<>();
  private final GroupMatches annotated = new GroupMatches(null);
  private final Set<String> bodiless = new TreeSet<>();
  private final Supertypes supertypes;
  private final Bytecode bytecode;

  GroupWeaver(List<GroupPattern> patterns, Supertypes supertypes, Bytecode bytecode) {
    this.supertypes = supertypes;
    this.bytecode = bytecode;
    for (GroupPattern pattern : patterns) {
      this.patterns.add(new GroupMatches(pattern));
    }
  }

  /** Annotated methods without a body; what implements them is not known here. */
  List<String> annotatedWithoutBody() {
    synchronized (bodiless) {
      return List.copyOf(bodiless);
    }
  }

  /** One for each pattern, then, if any method was annotated, one for the annotation. */
  List<GroupMatches> matches() {
    List<GroupMatches> all = new ArrayList<>(patterns);
    if (!annotated.methods().isEmpty()) {
      all.add(annotated);
    }
    return all;
  }

  /** The builder with group methods woven in, or null if the class has none. */
  DynamicType.Builder<?> weave(
      ClassLoader loader,
      String className,
      ClassHeader header,
      byte[] original,
      Predicate<ClassLoader> seesEngine) {
    List<GroupMatches> here = matching(loader, className, header);
    Set<String> carriers =
        header.mentions(AnnotatedMethods.ANNOTATION) ? AnnotatedMethods.of(original) : Set.of();
    if (here.isEmpty() && carriers.isEmpty()) {
      return null;
    }
    if (!seesEngine.test(loader)) {
      return null;
    }
    TypeDescription type = bytecode.describe(loader, className, original);
    noteBodiless(type, carriers);
    DynamicType.Builder<?> builder = null;
    for (MethodDescription.InDefinedShape method : methods(type)) {
      GroupMatches match = match(method, here, carriers);
      if (match != null) {
        builder = builder == null ? bytecode.decorate(loader, className, original) : builder;
        builder = visit(builder, match, className, method);
      }
    }
    return builder;
  }

  private void noteBodiless(TypeDescription type, Set<String> carriers) {
    for (MethodDescription method : type.getDeclaredMethods()) {
      boolean carries = carriers.contains(method.getInternalName() + method.getDescriptor());
      if (carries && (method.isAbstract() || method.isNative())) {
        synchronized (bodiless) {
          bodiless.add(type.getName() + "#" + method.getInternalName());
        }
      }
    }
  }

  private List<GroupMatches> matching(ClassLoader loader, String className, ClassHeader header) {
    List<GroupMatches> here = new ArrayList<>();
    Set<String> above = null;
    for (GroupMatches candidate : patterns) {
      if (candidate.mayBeIn(header)) {
        above = above == null ? supertypes.of(loader, header) : above;
        if (candidate.matchesClass(className) || above.stream().anyMatch(candidate::matchesClass)) {
          here.add(candidate);
        }
      }
    }
    return here;
  }

  private GroupMatches match(
      MethodDescription.InDefinedShape method, List<GroupMatches> here, Set<String> carriers) {
    if (carriers.contains(method.getInternalName() + method.getDescriptor())) {
      return annotated;
    }
    for (GroupMatches candidate : here) {
      if (candidate.matchesMethod(method.getInternalName(), parameters(method))) {
        return candidate;
      }
    }
    return null;
  }

  private DynamicType.Builder<?> visit(
      DynamicType.Builder<?> builder,
      GroupMatches match,
      String className,
      MethodDescription.InDefinedShape method) {
    GroupName name = GroupName.of(className + "#" + method.getInternalName());
    if (!className.equals(AppProbe.class.getName())) {
      match.wove(name, name.name + "(" + String.join(",", parameters(method)) + ")");
    }
    Class<?> advice = mayCompleteLater(method) ? StageGroupAdvice.class : GroupAdvice.class;
    return builder.visit(
        bytecode
            .weave(Advice.withCustomMapping().bind(GroupId.class, name.id), advice)
            .on(there -> same(there, method)));
  }

  private static boolean same(MethodDescription there, MethodDescription method) {
    return there.getInternalName().equals(method.getInternalName())
        && there.getDescriptor().equals(method.getDescriptor());
  }

  /** A stage or future may hide behind any reference type but the final everyday ones. */
  private static boolean mayCompleteLater(MethodDescription method) {
    TypeDescription type = method.getReturnType().asErasure();
    return !type.isPrimitive() && !type.isArray() && !type.represents(String.class);
  }

  private static MethodList<MethodDescription.InDefinedShape> methods(TypeDescription type) {
    return type.getDeclaredMethods()
        .filter(m -> m.isMethod() && !m.isAbstract() && !m.isNative() && !m.isSynthetic());
  }

  private static List<String> parameters(MethodDescription method) {
    List<String> names = new ArrayList<>();
    method.getParameters().asTypeList().asErasures().forEach(type -> names.add(type.getName()));
    return names;
  }
}
