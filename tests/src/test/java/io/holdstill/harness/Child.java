package io.holdstill.harness;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs in the forked JVM: says whether Holdstill is armed there, then runs the program. */
public final class Child {
  static final String STATE = "holdstill.state: ";

  private Child() {}

  public static void main(String[] args) throws Throwable {
    System.out.println(STATE + System.getProperty("io.holdstill.state", "absent"));
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
