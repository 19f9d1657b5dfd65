package io.holdstill.runtime.gate;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Threads of ours that the application's happen to start. They keep nothing of those: neither the
 * context class loader nor, on JDK 17, the protection domains of whoever stands on the stack, each
 * of which holds a class loader for as long as the thread lives.
 */
@SuppressWarnings("removal") // later JDKs remember no stack, and do no more than call the action
final class Daemons {
  private Daemons() {}

  static Thread of(final Runnable task, final String name) {
    return AccessController.doPrivileged(
        new PrivilegedAction<Thread>() {
          @Override
          public Thread run() {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
          }
        });
  }
}
