package io.holdstill.agent.intercept;

import io.holdstill.agent.config.GroupPattern;
import io.holdstill.runtime.gate.Faults;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The one class file transformer: sends each class to whom it concerns, and throws nothing. */
public final class Weaver implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final JdkWeaver jdk;
  private final GroupWeaver groups;
  private final AppWeaver app;

  private Weaver(Instrumentation instrumentation, List<GroupPattern> patterns) {
    Bytecode bytecode = new Bytecode();
    Supertypes supertypes = new Supertypes();
    this.instrumentation = instrumentation;
    this.jdk = new JdkWeaver(Cuts.ofThisJdk(), bytecode);
    this.groups = new GroupWeaver(patterns, supertypes, bytecode);
    this.app = new AppWeaver(groups, supertypes, bytecode, Cuts.lengthIsNative());
  }

  /** Weaves what is loaded and, from now on, what is being loaded. */
  public static Weaver install(Instrumentation instrumentation, List<GroupPattern> patterns)
      throws UnmodifiableClassException, ClassNotFoundException {
    Weaver weaver = new Weaver(instrumentation, patterns);
    instrumentation.addTransformer(weaver, true);
    weaver.retransform();
    return weaver;
  }

  /** Takes the weaving back, as far as it was done. */
  public void reset() throws UnmodifiableClassException, ClassNotFoundException {
    instrumentation.removeTransformer(this);
    retransform();
  }

  /** The places that could not be woven, each by class, method and descriptor. */
  public List<String> missing() {
    List<String> names = new ArrayList<>();
    jdk.missing().forEach(cut -> names.add(cut.toString()));
    return names;
  }

  public List<GroupMatches> groups() {
    return groups.matches();
  }

  /** Methods that are annotated and have no body, so that nothing could be woven. */
  public List<String> annotatedWithoutBody() {
    return groups.annotatedWithoutBody();
  }

  /** Class loaders that hide the engine from classes which should have been woven. */
  public Set<String> blindLoaders() {
    return app.blind();
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] original) {
    if (internalName == null || loader == Weaver.class.getClassLoader()) {
      return null; // a hidden class, or one of ours
    }
    String name = internalName.replace('/', '.');
    try {
      if (loader == null) {
        return jdk.concerns(name) ? jdk.weave(name, original) : bootstrapBinding(name, original);
      }
      return app.weave(loader, name, original);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return null;
    }
  }

  private byte[] bootstrapBinding(String name, byte[] original) {
    return name.startsWith("io.holdstill.runtime.") && name.endsWith(".Binding")
        ? app.weave(null, name, original)
        : null;
  }

  private void retransform() throws UnmodifiableClassException, ClassNotFoundException {
    List<Class<?>> loaded = new ArrayList<>();
    for (String owner : jdk.owners()) {
      loaded.add(Class.forName(owner, false, null));
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (mayBeWoven(type)) {
        loaded.add(type);
      }
    }
    instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
  }

  /** Classes of the application that are there already, and the API's binding wherever it is. */
  private boolean mayBeWoven(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    boolean ours = loader == Weaver.class.getClassLoader();
    boolean binding = type.getName().equals("io.holdstill.runtime.Binding");
    boolean application =
        loader != null
            && loader != ClassLoader.getPlatformClassLoader()
            && !type.getName().startsWith("io.holdstill.launch.");
    return !ours
        && (binding || application)
        && !type.isArray()
        && !type.isHidden()
        && instrumentation.isModifiableClass(type);
  }
}
