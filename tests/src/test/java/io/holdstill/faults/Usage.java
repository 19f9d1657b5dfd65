package io.holdstill.faults;

import java.io.File;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a process has, after its garbage has been collected. */
record Usage(
    long heap, long buffers, long resident, long descriptors, long mappings, long threads) {
  private static final long MIB = 1L << 20;

  static Usage look() throws IOException {
    System.gc();
    return new Usage(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum(),
        residentNow(),
        new File("/proc/self/fd").list().length,
        Files.readAllLines(Path.of("/proc/self/maps"), java.nio.charset.StandardCharsets.ISO_8859_1)
            .size(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static long residentNow() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new AssertionError("no VmRSS");
  }

  /** Empty if the middle of the last third is above that of the first by no more than allowed. */
  static String grown(List<Usage> usages) {
    if (usages.size() < 3) {
      throw new AssertionError("only " + usages.size() + " looks");
    }
    return more(usages, "heap", Usage::heap, 3 * MIB)
        + more(usages, "buffers", Usage::buffers, MIB)
        + more(usages, "resident", Usage::resident, 48 * MIB)
        + more(usages, "descriptors", Usage::descriptors, 2)
        + more(usages, "mappings", Usage::mappings, 24)
        + more(usages, "threads", Usage::threads, 3);
  }

  private static String more(
      List<Usage> usages, String what, ToLongFunction<Usage> of, long allowed) {
    int third = usages.size() / 3;
    long first = median(usages.subList(0, third), of);
    long last = median(usages.subList(usages.size() - third, usages.size()), of);
    System.out.println(
        "usage: " + what + " " + first + " in the first third, " + last + " in the last");
    return last - first > allowed
        ? what + " by " + (last - first) + ", allowed " + allowed + "; "
        : "";
  }

  private static long median(List<Usage> usages, ToLongFunction<Usage> of) {
    long[] values = usages.stream().mapToLong(of).sorted().toArray();
    return values[values.length / 2];
  }
}
