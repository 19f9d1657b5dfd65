package io.holdstill.schedules;

/**
 * The engine with one thing wrong: in a method, another one is called instead.
 *
 * @param type simple name of the class, of the gate unless it is a path
 * @param method {@code *} for all of them
 * @param instead a method of the gate's {@code Mutations}
 */
record Mutant(String type, String method, String called, String instead) {
  boolean hits(String inType, String inMethod, String calledThere) {
    return inType.endsWith("/" + type)
        && (method.equals("*") || inMethod.equals(method))
        && calledThere.endsWith("/" + called);
  }
}
