package io.holdstill.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.BadOptions;
import io.holdstill.agent.config.OptionText;
import io.holdstill.agent.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfinementTest {
  @TempDir Path temporary;
  private Path root;
  private Path data;
  private Path backup;
  private Confinement confined;
  private Confinement free;

  @BeforeEach
  void lay() throws Exception {
    root = temporary.toRealPath();
    data = Files.createDirectories(root.resolve("data/sub")).getParent();
    backup = Files.createDirectories(root.resolve("backup"));
    Files.createDirectories(root.resolve("secret/sub"));
    confined = confinement(data, backup);
    free = new Confinement(Options.parse(""));
  }

  @Test
  void whatLiesBelowIsAllowed() {
    assertEquals(data, confined.source(data.toString()));
    assertEquals(data.resolve("sub"), confined.source(data + "/sub"));
    assertEquals(data.resolve("not/yet"), confined.source(data + "/not/yet"));
    assertEquals(backup.resolve("x"), confined.destination(backup + "/x"));
    assertEquals(backup.resolve("new/x"), confined.destination(backup + "/new/x"));
  }

  @Test
  void whatLiesElsewhereIsRefused() {
    assertOutside(() -> confined.source(root + "/secret"));
    assertOutside(() -> confined.source(root + "/database"));
    assertOutside(() -> confined.source(root.toString()));
    assertOutside(() -> confined.destination(root + "/x"));
    assertOutside(() -> confined.destination(root + "/backups/x"));
  }

  @Test
  void theDirectoryForSnapshotsIsNoDestinationItself() {
    assertOutside(() -> confined.destination(backup.toString()));
  }

  @Test
  void dotsDoNotLeadOut() {
    assertOutside(() -> confined.source(data + "/../secret"));
    assertOutside(() -> confined.source(data + "/sub/../../secret"));
    assertOutside(() -> confined.source(data + "/not/there/../../../secret"));
    assertOutside(() -> confined.destination(backup + "/../x"));
    assertOutside(() -> confined.destination(backup + "/new/../../x"));
    assertOutside(() -> confined.destination(backup + "/new/.."));
    assertEquals(data, confined.source(data + "/sub/.."));
    assertEquals(data.resolve("sub"), confined.source(data + "/./sub/."));
  }

  @Test
  void linksOnTheWayDoNotLeadOut() throws IOException {
    Files.createSymbolicLink(data.resolve("out"), root.resolve("secret"));
    Files.createSymbolicLink(backup.resolve("out"), root.resolve("secret"));

    assertOutside(() -> confined.source(data + "/out/sub"));
    assertOutside(() -> confined.source(data + "/out/."));
    assertOutside(() -> confined.source(data + "/out/../secret"));
    assertOutside(() -> confined.destination(backup + "/out/x"));
    assertOutside(() -> confined.destination(backup + "/out/new/x"));
  }

  /** It is copied as a link, so what it points to is not reached. */
  @Test
  void aLinkThatIsNamedItselfStaysTheLink() throws IOException {
    Path link = Files.createSymbolicLink(data.resolve("out"), root.resolve("secret"));

    assertEquals(link, confined.source(link.toString()));
  }

  @Test
  void aDanglingLinkOnTheWayIsRefused() throws IOException {
    Files.createSymbolicLink(backup.resolve("gone"), root.resolve("nowhere"));

    assertRefused("cannot be resolved", () -> confined.destination(backup + "/gone/x"));
  }

  @Test
  void bothEndsMayBeNamedThroughLinks() throws Exception {
    Path alias = Files.createSymbolicLink(root.resolve("alias"), data);
    Confinement byAlias = confinement(alias, backup);

    assertEquals(data.resolve("sub"), confined.source(alias + "/sub"));
    assertEquals(data.resolve("sub"), byAlias.source(data + "/sub"));
    assertEquals(alias, byAlias.source(alias.toString()));
  }

  @Test
  void relativePathsAreRefused() {
    assertRefused("is relative", () -> free.source("data"));
    assertRefused("is relative", () -> free.destination("./x"));
    assertRefused("is relative", () -> free.destination(""));
  }

  @Test
  void theRootIsNeither() {
    assertRefused("is the root directory", () -> free.source("/"));
    assertRefused("is the root directory", () -> free.source("/data/.."));
    assertRefused("is the root directory", () -> free.destination("/"));
  }

  @Test
  void withoutBoundsAPathStaysAsItWasWritten() throws IOException {
    Path alias = Files.createSymbolicLink(root.resolve("alias"), data);

    assertEquals(alias.resolve("sub"), free.source(alias + "/sub"));
    assertEquals(root.resolve("x"), free.destination(alias + "/../x"));
  }

  @Test
  void aUriNamesWhatNoTextCan() {
    Path odd = free.source("file:///data/%FF%FE");

    assertEquals("/data/%FF%FE", odd.toUri().getRawPath());
    assertRefused("is not a file: URI", () -> free.source("file:data"));
    assertRefused("is not a path here", () -> free.source("/a\0b"));
  }

  private static Confinement confinement(Path sources, Path snapshots) throws BadOptions {
    return new Confinement(
        Options.parse(
            "sources="
                + OptionText.join(List.of(sources.toString()))
                + ",snapshots="
                + OptionText.escape(snapshots.toString())));
  }

  private static void assertOutside(Runnable call) {
    assertRefused("lies outside of this JVM's ", call);
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
