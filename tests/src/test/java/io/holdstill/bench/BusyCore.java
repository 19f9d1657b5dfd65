package io.holdstill.bench;

/** A thread of another process that computes and touches no file: what any second thread costs. */
final class BusyCore implements AutoCloseable {
  private final Process process;

  BusyCore() throws java.io.IOException {
    process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                BusyCore.class.getName())
            .inheritIO()
            .start();
  }

  public static void main(String[] args) {
    byte[] from = new byte[4096];
    byte[] to = new byte[4096];
    java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
    while (true) { // ended by close
      System.arraycopy(from, 0, to, 0, to.length);
      checksum.update(to, 0, to.length);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
