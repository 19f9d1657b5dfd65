package io.holdstill.agent.intercept;

import io.holdstill.agent.intercept.advice.*;
import java.io.RandomAccessFile;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Every place where the JDK changes files, by class, method and descriptor, for 17 to 25. The gate
 * is cut at public methods, before the JDK takes a lock; what a write owes to a snapshot is cut
 * below them, where the position is exact. Names are cut at the system calls' Java wrappers, which
 * nothing in {@code java.nio} goes around.
 */
final class Cuts {
  private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";
  private static final String RANDOM = "java.io.RandomAccessFile";
  private static final String STREAM = "java.io.FileOutputStream";
  private static final String CALLS = "sun.nio.fs.UnixNativeDispatcher";
  private static final String PATH = "Lsun/nio/fs/UnixPath;";
  private static final String BUFFER = "Ljava/nio/ByteBuffer;";
  private static final String STRING = "Ljava/lang/String;";
  private static final String FILE = "Ljava/io/File;";

  private final List<Cut> list = new ArrayList<>();

  private Cuts() {
    channels();
    streams();
    systemCalls();
    files();
  }

  static List<Cut> ofThisJdk() {
    return List.copyOf(new Cuts().list);
  }

  private void channels() {
    cut(CHANNEL, "write", "(" + BUFFER + ")I", RelativeWriteAdvice.class);
    cut(CHANNEL, "write", "([" + BUFFER + "II)J", RelativeWriteAdvice.class);
    cut(CHANNEL, "write", "(" + BUFFER + "J)I", WriteAdvice.class);
    cut(CHANNEL, "truncate", "(J)Ljava/nio/channels/FileChannel;", WriteAdvice.class);
    cut(
        CHANNEL,
        "transferTo",
        "(JJLjava/nio/channels/WritableByteChannel;)J",
        TransferToAdvice.class);
    cut(
        CHANNEL,
        "transferFrom",
        "(Ljava/nio/channels/ReadableByteChannel;JJ)J",
        TransferFromAdvice.class);
    cut(CHANNEL, "map", "(Ljava/nio/channels/FileChannel$MapMode;JJ*", MapAdvice.class);
    cut(CHANNEL, "open", "(Ljava/io/FileDescriptor;*", ChannelOpenAdvice.class);
    String dispatcher =
        exists("sun.nio.ch.UnixFileDispatcherImpl") // later JDKs
            ? "sun.nio.ch.UnixFileDispatcherImpl"
            : "sun.nio.ch.FileDispatcherImpl";
    cut(dispatcher, "write", "(Ljava/io/FileDescriptor;JI)I", DispatchAdvice.class);
    cut(dispatcher, "writev", "(Ljava/io/FileDescriptor;JI)J", DispatchVectorAdvice.class);
    cut(dispatcher, "pwrite", "(Ljava/io/FileDescriptor;JIJ)I", DispatchAtAdvice.class);
    cut(dispatcher, "force", "(Ljava/io/FileDescriptor;Z)I", ForceAdvice.class);
    cut(dispatcher, "lock", "(Ljava/io/FileDescriptor;ZJJZ)I", LockAdvice.class);
    cut(dispatcher, "truncate", "(Ljava/io/FileDescriptor;J)I", DispatchTruncateAdvice.class);
  }

  private void streams() {
    for (String owner : List.of(RANDOM, STREAM)) {
      cut(owner, "write", "(I)V", ByteWriteAdvice.class);
      cut(owner, "write", "([B)V", ArrayWriteAdvice.class);
      cut(owner, "write", "([BII)V", RangeWriteAdvice.class);
    }
    fixed(RANDOM, "writeBoolean", "(Z)V", 1);
    fixed(RANDOM, "writeByte", "(I)V", 1);
    fixed(RANDOM, "writeShort", "(I)V", 2);
    fixed(RANDOM, "writeChar", "(I)V", 2);
    fixed(RANDOM, "writeInt", "(I)V", 4);
    fixed(RANDOM, "writeLong", "(J)V", 8);
    fixed(RANDOM, "writeFloat", "(F)V", 4);
    fixed(RANDOM, "writeDouble", "(D)V", 8);
    text("writeBytes", 1);
    text("writeChars", 2);
    list.add(new Cut(RANDOM, "writeUTF", "(" + STRING + ")V", UtfWriteAdvice.class, 3));
    if (!lengthIsNative()) { // else its callers are woven, see Detours
      cut(RANDOM, "setLength", "(J)V", SetLengthAdvice.class);
      cut("java.io.FileDescriptor", "sync", "()V", SyncAdvice.class);
    }
    cut(RANDOM, "open", "(" + STRING + "I)V", RandomOpenAdvice.class);
    cut(STREAM, "open", "(" + STRING + "Z)V", StreamOpenAdvice.class);
  }

  private void systemCalls() {
    cut(CALLS, "open", "(" + PATH + "II)I", OpenAdvice.class);
    cut(CALLS, "openat", "(I[BII)I", OpenAtAdvice.class);
    cut(CALLS, "unlink", "(" + PATH + ")V", FirstNameAdvice.class);
    cut(CALLS, "unlinkat", "(I[BI)V", NameAtAdvice.class);
    cut(CALLS, "rmdir", "(" + PATH + ")V", FirstNameAdvice.class);
    cut(CALLS, "mkdir", "(" + PATH + "I)V", FirstNameAdvice.class);
    cut(CALLS, "mknod", "(" + PATH + "IJ)V", FirstNameAdvice.class);
    cut(CALLS, "link", "(" + PATH + PATH + ")V", LinkAdvice.class);
    cut(CALLS, "symlink", "([B" + PATH + ")V", SecondNameAdvice.class);
    cut(CALLS, "rename", "(" + PATH + PATH + ")V", RenameAdvice.class);
    cut(CALLS, "renameat", "(I[BI[B)V", RenameAtAdvice.class);
    String provider = "sun.nio.fs.UnixFileSystemProvider";
    String options = "Ljava/nio/file/Path;Ljava/nio/file/Path;[Ljava/nio/file/CopyOption;";
    cut(provider, "copy", "(" + options + ")V", ContentAdvice.class);
    cut(provider, "move", "(" + options + ")V", ContentAdvice.class);
  }

  private void files() {
    cut("java.io.File", "createNewFile", "()Z", FileAdvice.class);
    cut("java.io.File", "mkdir", "()Z", FileAdvice.class);
    cut(
        "java.io.File",
        "createTempFile",
        "(" + STRING + STRING + FILE + ")" + FILE,
        TempFileAdvice.class);
    cut("java.io.UnixFileSystem", "delete", "(" + FILE + ")Z", DeleteAdvice.class);
    cut("java.io.UnixFileSystem", "rename", "(" + FILE + FILE + ")Z", FileRenameAdvice.class);
  }

  private void text(String method, int bytesPerChar) {
    list.add(new Cut(RANDOM, method, "(" + STRING + ")V", TextWriteAdvice.class, bytesPerChar));
  }

  private void fixed(String owner, String method, String descriptor, int most) {
    list.add(new Cut(owner, method, descriptor, FixedWriteAdvice.class, most));
  }

  private void cut(String owner, String method, String descriptor, Class<?> advice) {
    list.add(new Cut(owner, method, descriptor, advice, 0));
  }

  /** It became Java code in one of the JDKs after 17. */
  static boolean lengthIsNative() {
    try {
      return Modifier.isNative(
          RandomAccessFile.class.getMethod("setLength", long.class).getModifiers());
    } catch (NoSuchMethodException e) {
      throw new NoSuchMethodError(e.getMessage());
    }
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
