package io.holdstill.agent.intercept;

import io.holdstill.agent.intercept.advice.Most;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Weaves the JDK's own classes by the table of cuts, and knows which cuts were made. */
final class JdkWeaver {
  private final Map<String, List<Cut>> byOwner = new LinkedHashMap<>();
  private final Set<Cut> missing = new LinkedHashSet<>();
  private final Bytecode bytecode;

  JdkWeaver(List<Cut> cuts, Bytecode bytecode) {
    this.bytecode = bytecode;
    for (Cut cut : cuts) {
      byOwner.computeIfAbsent(cut.owner(), owner -> new ArrayList<>()).add(cut);
      missing.add(cut);
    }
  }

  Collection<String> owners() {
    return byOwner.keySet();
  }

  /** Cuts that found no method to be made in. */
  synchronized List<Cut> missing() {
    return List.copyOf(missing);
  }

  boolean concerns(String className) {
    return byOwner.containsKey(className);
  }

  byte[] weave(String className, byte[] original) {
    DynamicType.Builder<?> builder = bytecode.decorate(null, className, original);
    for (Cut cut : byOwner.get(className)) {
      builder = builder.visit(visitor(cut));
    }
    return builder.make().getBytes();
  }

  private AsmVisitorWrapper visitor(Cut cut) {
    ElementMatcher<MethodDescription> here =
        method -> {
          boolean hit =
              cut.matches(method.getInternalName(), method.getDescriptor())
                  && !method.isNative()
                  && !method.isBridge();
          if (hit) {
            made(cut);
          }
          return hit;
        };
    Advice.WithCustomMapping mapping = Advice.withCustomMapping();
    if (cut.most() > 0) {
      mapping = mapping.bind(Most.class, cut.most());
    }
    return bytecode.weave(mapping, cut.advice()).on(here);
  }

  private synchronized void made(Cut cut) {
    missing.remove(cut);
  }
}
