package io.holdstill.agent.intercept;

/**
 * One place where the JDK changes files.
 *
 * @param owner binary name of the class
 * @param method its name
 * @param descriptor the full descriptor, or a prefix ending in {@code *} where JDKs differ in the
 *     rest
 * @param advice what is woven in
 * @param most the constant for {@code Most}, 0 where the advice has none
 */
record Cut(String owner, String method, String descriptor, Class<?> advice, int most) {
  boolean matches(String name, String descriptorThere) {
    if (!method.equals(name)) {
      return false;
    }
    return descriptor.endsWith("*")
        ? descriptorThere.startsWith(descriptor.substring(0, descriptor.length() - 1))
        : descriptor.equals(descriptorThere);
  }

  @Override
  public String toString() {
    return owner + "." + method + descriptor;
  }
}
