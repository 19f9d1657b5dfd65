package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot keeps of files that nobody changes: as {@code cp -a} would. */
class FidelityTest {
  /** Without the sizes of directories, which depend on their past; links' times in microseconds. */
  private static final String LISTING =
      "(find . -type d -printf '%P|%y|%m|%U:%G|%T@|%n\\n"
          + "'; find . -type f -printf '%P|%y|%s|%m|%U:%G|%T@|%n\\n"
          + "'; find . -type l -printf '%P|%y|%s|%m|%U:%G|%T@|%l\\n"
          + "' | sed 's/\\(\\.[0-9]\\{6\\}\\)[0-9]*/\\1/') | LC_ALL=C sort";

  private static final String ODD_TREE =
      """
      mkdir -p sub/deep empty locked
      echo plain > plain
      echo moded > sub/moded
      echo deep > sub/deep/file
      : > nothing
      chmod 0640 plain
      chmod 4711 sub/moded
      chmod 1777 empty
      ln plain hard
      ln plain sub/hard
      ln -s plain link
      ln -s /no/where/at/all dangling
      ln -s sub link-to-directory
      ln -s loop loop
      printf x > "$(printf 'new\\nline')"
      printf y > "$(printf 'not-utf8-\\377\\376')"
      printf z > ' blank and *'
      touch -d '2001-02-03 04:05:06.123456789' plain
      touch -d '1985-12-31 23:59:58.5' sub/moded
      touch -d '2011-02-03 04:05:06.7' empty
      touch -h -d '2010-01-01 00:00:00.25' link
      touch -d '2012-02-03 04:05:06.987654321' sub
      echo kept > locked/file
      chmod 0555 locked
      if test "$(id -u)" = 0
      then
        chown 1234:2345 nothing
      fi
      """;

  @TempDir Path directory;

  @JdkTest
  void keepsNamesModesOwnersTimesAndLinks(Jdk jdk) throws IOException {
    Path source = Files.createDirectory(directory.resolve("source"));
    Shell.run(source, ODD_TREE);
    Path copy = directory.resolve("copy");
    try (Application application = Application.on(jdk, "reserve=0%")) {
      application.take("CONSISTENT", source, copy);
      assertEquals(Shell.run(source, LISTING), Shell.run(copy.resolve("source"), LISTING));
      Shell.run(directory, "diff -r --no-dereference source copy/source");
      assertSameFile(copy.resolve("source/plain"), copy.resolve("source/sub/hard"));
      Cli.Result verified = Cli.on(jdk).run("verify", copy.toString());
      assertEquals(0, verified.exit(), verified::toString);
    } finally {
      Shell.run(directory, "chmod -R u+w .");
    }
  }

  private static void assertSameFile(Path one, Path other) throws IOException {
    assertTrue(Files.isSameFile(one, other), one + " and " + other + " were one file");
  }

  @JdkTest
  void holesStayHoles(Jdk jdk) throws IOException {
    Path source = Files.createDirectory(directory.resolve("source"));
    Shell.run(
        source,
        """
        truncate -s 100M sparse
        for at in 0 3 50 99
        do
          printf data | dd of=sparse bs=1M seek=$at conv=notrunc status=none
        done
        truncate -s 20M hollow
        """);
    Path copy = directory.resolve("copy");
    try (Application application = Application.on(jdk, "reserve=0%")) {
      application.take("CONSISTENT", source, copy);
      Shell.run(directory, "cmp source/sparse copy/source/sparse");
      Shell.run(directory, "cmp source/hollow copy/source/hollow");
      long before = blocks("source/sparse") + blocks("source/hollow");
      long after = blocks("copy/source/sparse") + blocks("copy/source/hollow");
      assertTrue(after <= before, after + " blocks of 512 bytes, the source has " + before);
    }
  }

  private long blocks(String file) {
    return Long.parseLong(Shell.run(directory, "stat -c %b " + file).trim());
  }

  @JdkTest
  void whatIsNoFileIsLeftOutAndListed(Jdk jdk) throws IOException {
    Path source = Files.createDirectory(directory.resolve("source"));
    Files.writeString(source.resolve("file"), "a file");
    Shell.run(source, "mkfifo fifo");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Application application = Application.on(jdk, "reserve=0%")) {
      socket.bind(UnixDomainSocketAddress.of(source.resolve("socket")));
      Path copy = directory.resolve("copy");
      String receipt = application.take("CONSISTENT", source, copy);
      String skipped = receipt.substring(receipt.indexOf("skipped=["), receipt.length());
      assertTrue(skipped.contains(source.resolve("fifo").toString()), receipt);
      assertTrue(skipped.contains(source.resolve("socket").toString()), receipt);
      assertEquals("file\n", Shell.run(copy.resolve("source"), "ls"));
    }
  }

  @JdkTest
  void excludedNamesAreLeftOut(Jdk jdk) throws IOException {
    Path source = Files.createDirectory(directory.resolve("source"));
    Shell.run(
        source, "mkdir -p index/sub logs; touch index/x index/sub/y logs/a.log logs/b.txt c.log d");
    Path copy = directory.resolve("copy");
    try (Application application = Application.on(jdk, "reserve=0%")) {
      application.take("CONSISTENT", source, copy, "exclude=**/*.log:index/**");
      String found = Shell.run(copy.resolve("source"), "find . -type f | LC_ALL=C sort");
      assertFalse(found.contains("index/x") || found.contains("sub/y"), found);
      assertFalse(found.contains("a.log"), found);
      assertTrue(found.contains("./logs/b.txt\n") && found.contains("./d\n"), found);
    }
  }

  @JdkTest
  void severalSourcesLieSideBySide(Jdk jdk) throws IOException {
    Shell.run(directory, "mkdir -p one/tree two/tree; echo 1 > one/tree/f; echo 2 > two/file");
    Path copy = directory.resolve("copy");
    try (Application application = Application.on(jdk, "reserve=0%")) {
      Cli cli = Cli.on(jdk);
      String pid = "" + application.pid();
      Path tree = directory.resolve("one/tree");
      Path file = directory.resolve("two/file");
      Cli.Result both = cli.run("snapshot", pid, "" + tree, "" + file, "--to", "" + copy);
      assertEquals(0, both.exit(), both::toString);
      String found = Shell.run(copy, "find . -type f | LC_ALL=C sort");
      assertEquals("./file\n./holdstill-manifest.json\n./tree/f\n", found);
      Path twin = directory.resolve("two/tree");
      Path again = directory.resolve("again");
      Cli.Result twins = cli.run("snapshot", pid, "" + tree, "" + twin, "--to", "" + again);
      assertTrue(twins.exit() != 0, twins::toString);
      assertTrue((twins.stdout() + twins.stderr()).contains("same name"), twins::toString);
      Application.leftNothing(again);
    }
  }
}
