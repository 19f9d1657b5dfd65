package io.holdstill.schedules;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Loads the engine anew, woven: what a run leaves in its static fields is nobody else's. */
final class WovenLoader extends ClassLoader {
  private static final String[] WOVEN = {
    "io.holdstill.runtime.gate.", "io.holdstill.agent.quiesce.", "io.holdstill.agent.snapshot."
  };

  private final Weaver weaver;

  WovenLoader(List<Mutant> mutants) {
    super(WovenLoader.class.getClassLoader());
    weaver = new Weaver(mutants);
  }

  Scene scene(String name) {
    try {
      var made = loadClass(name).getDeclaredConstructor();
      made.setAccessible(true);
      return (Scene) made.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    for (String woven : WOVEN) {
      if (name.startsWith(woven)) {
        synchronized (getClassLoadingLock(name)) {
          Class<?> known = findLoadedClass(name);
          return known != null ? known : define(name);
        }
      }
    }
    return super.loadClass(name, resolve);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven = weaver.weave(in.readAllBytes());
      return defineClass(name, woven, 0, woven.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
