package io.holdstill.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells from a copy alone whether it is right: no block torn, no update torn, and one instant
 * explains all of it. {@link StoreDescriptor} says why this can be told. Reads the index once to
 * learn how far each thread got, then index and data side by side; its memory does not grow with
 * the file.
 */
public final class Verifier {
  private final FileChannel file;
  private final StoreDescriptor store;
  private final Findings findings = new Findings();

  private Verifier(FileChannel file, StoreDescriptor store) {
    this.file = file;
    this.store = store;
  }

  /** Throws only if the file cannot be read; whatever it holds is a verdict. */
  public static Verdict verify(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer page = Records.one(file, 0, StoreDescriptor.PAGE);
      if (page == null) {
        return headless("the file ends within its header, after " + file.size() + " bytes");
      }
      try {
        return new Verifier(file, StoreDescriptor.of(page)).verdict();
      } catch (IllegalArgumentException e) {
        return headless("the header is damaged: " + e.getMessage());
      }
    }
  }

  private static Verdict headless(String what) {
    Findings findings = new Findings();
    findings.misframed(what);
    return findings.verdict(
        0, "no one instant explains the file: its header is not readable", List.of());
  }

  private Verdict verdict() throws IOException {
    checkLength();
    checkGap();
    Cut cut = new Cut(store, newestEntries());
    cut.settle(file);
    compareAll(cut);
    if (findings.anyTorn()) {
      cut.object("what is torn belongs to none");
    }
    List<Long> updates = new ArrayList<>();
    for (int thread = 0; thread < store.threads(); thread++) {
      updates.add(cut.updates(thread));
    }
    return findings.verdict(store.blocks(), cut.against(), updates);
  }

  private void checkLength() throws IOException {
    if (file.size() != store.length()) {
      findings.misframed(
          "the file is " + file.size() + " bytes long; by its header it has " + store.length());
    }
  }

  /** Between index and data; a file that ends before has been told of by its length. */
  private void checkGap() throws IOException {
    long at = store.entryAt(store.blocks());
    ByteBuffer gap = Records.one(file, at, (int) (store.dataAt() - at));
    if (gap != null && !gap.equals(ByteBuffer.allocate(gap.capacity()))) {
      findings.misframed("the index is followed by bytes that are no entry, at " + at);
    }
  }

  private long[] newestEntries() throws IOException {
    long[] newest = new long[store.threads()];
    Records index = new Records(file, store.entryAt(0), EntryDescriptor.BYTES, store.blocks());
    for (int number = 0; number < store.blocks(); number++) {
      ByteBuffer entry = index.next();
      if (EntryDescriptor.fault(entry, store, number) == null) {
        int thread = store.threadOf(number);
        newest[thread] = Math.max(newest[thread], EntryDescriptor.update(entry));
      }
    }
    return newest;
  }

  private void compareAll(Cut cut) throws IOException {
    Records index = new Records(file, store.entryAt(0), EntryDescriptor.BYTES, store.blocks());
    Records data = new Records(file, store.blockAt(0), StoreDescriptor.PAGE, store.blocks());
    for (int number = 0; number < store.blocks(); number++) {
      compare(cut, number, index.next(), data.next());
    }
  }

  private void compare(Cut cut, int number, ByteBuffer entry, ByteBuffer block) {
    String inEntry = EntryDescriptor.fault(entry, store, number);
    String inBlock = BlockDescriptor.fault(block, store, number);
    if (inEntry != null) {
      findings.tornEntry(inEntry);
    }
    if (inBlock != null) {
      findings.tornBlock(inBlock);
    }
    if (inEntry == null && inBlock == null) {
      compareUpdates(cut, number, entry, block);
    }
  }

  private void compareUpdates(Cut cut, int number, ByteBuffer entry, ByteBuffer block) {
    long inEntry = EntryDescriptor.update(entry);
    long inBlock = BlockDescriptor.update(block);
    if (inEntry != inBlock) {
      findings.differ(number, inBlock, inEntry);
    } else if (EntryDescriptor.blockChecksum(entry) != BlockDescriptor.checksum(block)) {
      findings.tornEntry(
          "index entry " + number + " tells the update of its block but not its checksum");
    }
    cut.compare(number, inBlock, inEntry);
  }
}
