/**
 * The door: what the JVM finds when it is given {@code holdstill.jar}. These are the only classes
 * that the application's class loader sees, so they do little: no logging, no libraries, nothing of
 * {@code java.base} opened to them, and no {@code invokedynamic}, whose first use costs a start-up
 * 20 ms.
 *
 * <p>The jar has three zones, one for each class loader. The top level is this package, in the
 * system loader; {@code agent/} belongs to a {@link io.holdstill.launch.ZoneLoader} of its own;
 * {@code runtime/} is defined into the bootstrap loader.
 */
package io.holdstill.launch;
