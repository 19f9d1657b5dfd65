package io.holdstill.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/** The JVMs on this machine that this user may attach to, this process itself excepted. */
final class JvmList {
  /**
   * @param main the main class or the jar's path, as {@code jcmd} shows it; may be empty
   */
  record Jvm(long pid, String main) {
    @Override
    public String toString() {
      return pid + " " + main;
    }
  }

  private JvmList() {}

  static List<Jvm> all() {
    List<Jvm> jvms = new ArrayList<>();
    try {
      VirtualMachine.list().forEach(vm -> add(vm.id(), vm.displayName(), jvms));
    } catch (NoClassDefFoundError e) {
      throw AttachedJvm.noAttachApi(e);
    }
    return jvms;
  }

  /** As jcmd: every JVM whose main class or jar path contains the text. */
  static List<Jvm> matching(String text) {
    return all().stream().filter(jvm -> jvm.main().contains(text)).toList();
  }

  private static void add(String id, String displayName, List<Jvm> jvms) {
    long pid = Long.parseLong(id);
    if (pid != ProcessHandle.current().pid() && new JvmProcess(pid).isOurs()) {
      jvms.add(new Jvm(pid, displayName.split(" ", 2)[0]));
    }
  }
}
