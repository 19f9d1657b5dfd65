package io.holdstill.endurance;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The open files of one thread, who writes by channel or by RandomAccessFile. */
final class Slots {
  private final RandomAccessFile[] files = new RandomAccessFile[SlotDescriptor.FILES];
  private final boolean channels;

  Slots(Path directory, boolean channels) throws IOException {
    this.channels = channels;
    for (int i = 0; i < files.length; i++) {
      files[i] = new RandomAccessFile(file(directory, i).toFile(), "rw");
    }
  }

  static void layOut(Path directory) throws IOException {
    Files.createDirectory(directory);
    Slots all = new Slots(directory, true);
    for (int thread = 0; thread < SlotDescriptor.THREADS; thread++) {
      for (int slot = 0; slot < SlotDescriptor.SLOTS; slot++) {
        all.write(
            slot, thread, SlotDescriptor.filled(thread, 0, 0, new long[SlotDescriptor.THREADS]));
      }
    }
  }

  static Path file(Path directory, int number) {
    return directory.resolve("slots-" + number);
  }

  void write(int slot, int thread, ByteBuffer content) {
    RandomAccessFile file = files[SlotDescriptor.fileOf(slot)];
    long offset = SlotDescriptor.offsetOf(thread, slot);
    try {
      if (channels) {
        file.getChannel().write(content, offset);
      } else {
        file.seek(offset);
        file.write(content.array());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
