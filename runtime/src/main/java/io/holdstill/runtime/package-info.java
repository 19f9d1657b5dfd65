/**
 * What an application may compile against: {@link WriteGroup} and {@link WriteGrouped}. Without the
 * agent every call is a no-op. The package has copies (child-first loaders, modular applications);
 * each copy's {@link Binding} is woven to forward to the one bootstrap engine, see {@code gate}.
 */
package io.holdstill.runtime;
