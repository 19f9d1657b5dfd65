package io.holdstill.faults.boot;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** Stands between the agent and the JDK's system calls, which it makes through method handles. */
public final class Natives {
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("pread0", "read"),
          Map.entry("pwrite0", "write"),
          Map.entry("seek0", "offset"),
          Map.entry("size0", "size"),
          Map.entry("truncate0", "allocate"),
          Map.entry("force0", "force"),
          Map.entry("open", "open"),
          Map.entry("readlink", "readlink"),
          Map.entry("close", "close"),
          Map.entry("fchown", "owner"),
          Map.entry("fchmod", "mode"),
          Map.entry("futimens", "times"),
          Map.entry("get", "stat"),
          Map.entry("allocateMemory", "memory"));

  private static final MethodHandle CALL = call();

  private Natives() {}

  /** Called where the agent looks a handle up. */
  public static MethodHandle wrap(MethodHandle target, Class<?> owner, String name) {
    if (!OPERATIONS.containsKey(name)) {
      return target;
    }
    int count = target.type().parameterCount();
    MethodHandle spread =
        target
            .asType(target.type().changeReturnType(Object.class))
            .asSpreader(Object[].class, count);
    return MethodHandles.insertArguments(
            CALL, 0, spread.asType(MethodType.methodType(Object.class, Object[].class)), name)
        .asCollector(Object[].class, count)
        .asType(target.type());
  }

  /** By the handles made above. */
  static Object call(MethodHandle target, String name, Object[] args) throws Throwable {
    String role = role(name, args);
    Effect effect = Faulty.judge(OPERATIONS.get(name), role, args);
    if (effect == null || effect == Effect.SHORT && !canBeShort(name, args)) {
      return done(name, args, (Object) target.invokeExact(args));
    }
    if (effect == Effect.SHORT) {
      int half = (int) args[2] / 2;
      args[2] = half;
      Object result = (Object) target.invokeExact(args);
      if (result.equals(half)) { // there was more; a read of less has met the end of the file
        Faulty.cutShort(OPERATIONS.get(name), role, args);
      }
      return result;
    }
    if (name.equals("allocateMemory")) {
      throw new OutOfMemoryError("Unable to allocate " + args[args.length - 1] + " bytes");
    }
    if (name.equals("close")) {
      done(name, args, (Object) target.invokeExact(args)); // as Linux does it
    }
    if (args[0] instanceof FileDescriptor) {
      throw effect.unnamed();
    }
    throw UnixErrors.of(effect.errno);
  }

  private static String role(String name, Object[] args) {
    if (name.equals("allocateMemory")) {
      return "pool";
    }
    if (args[0] instanceof FileDescriptor) {
      return Roles.of((FileDescriptor) args[0]);
    }
    return args[0] instanceof Integer ? Roles.of((int) args[0]) : Roles.of(args[0]);
  }

  private static Object done(String name, Object[] args, Object result) {
    if (name.equals("open")) {
      Roles.opened((int) result, args[0]);
    } else if (name.equals("close")) {
      Roles.closed((int) args[0]);
    }
    return result;
  }

  private static boolean canBeShort(String name, Object[] args) {
    return (name.equals("pread0") || name.equals("pwrite0")) && (int) args[2] > 1;
  }

  private static MethodHandle call() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Natives.class,
              "call",
              MethodType.methodType(
                  Object.class, MethodHandle.class, String.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
