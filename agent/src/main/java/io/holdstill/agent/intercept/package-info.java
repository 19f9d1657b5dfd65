/**
 * Where to cut, never why. {@link Cuts} lists every place where the JDK changes files, {@link
 * Weaver} weaves them and the application's group methods, {@link SelfTest} proves each one before
 * the agent calls itself armed. The only importer of Byte Buddy.
 */
package io.holdstill.agent.intercept;
