package io.holdstill.barrier;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;

/** Runs in the forked JVM: writes as many times as it is told, in groups or bare. */
public final class LevelProgram {
  private final Path source;
  private final FileChannel channel;
  private int requests;

  private LevelProgram(Path source) throws IOException {
    this.source = source;
    Path file = source.resolve("file");
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  public static void main(String[] args) throws IOException {
    LevelProgram program = new LevelProgram(Path.of(args[0]));
    System.out.println("ready");
    Scanner commands = new Scanner(System.in);
    while (commands.hasNext()) {
      program.perform(commands.next(), commands);
    }
  }

  private void perform(String command, Scanner arguments) throws IOException {
    switch (command) {
      case "bare" -> write(arguments.nextInt());
      case "grouped" -> grouped(arguments.nextInt());
      case "snapshot" -> snapshot();
      default -> throw new AssertionError("an unknown command");
    }
  }

  private void write(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      channel.write(ByteBuffer.allocate(10), 10L * i);
    }
  }

  private void grouped(int groups) throws IOException {
    for (int i = 0; i < groups; i++) {
      try (WriteGroup group = WriteGroup.begin("group")) {
        write(2);
      }
    }
  }

  private void snapshot() {
    Receipt receipt = Request.of(source, source.resolveSibling("copy-in-" + requests++)).take();
    System.out.printf(
        "report %s level=%s group=%d bare=%d%n",
        receipt.verdict(),
        receipt.text("level"),
        receipt.number("group"),
        receipt.number("bareWrites"));
  }
}
