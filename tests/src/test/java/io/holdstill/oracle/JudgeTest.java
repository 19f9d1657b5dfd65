package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge accepts what may be, and finds out each kind of copy that may not. */
class JudgeTest {
  private static final String FILE = "x/a";
  private static final int BLOCK = 4096;

  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void laysOut() throws IOException {
    scene = new Scene(directory);
  }

  @Test
  void acceptsEveryBoundary() throws IOException {
    Path[] copies = new Path[6];
    long[] times = new long[copies.length + 1];
    for (int i = 0; i < copies.length; i++) {
      times[i] = System.nanoTime();
      copies[i] = scene.copy();
      scene.group(i);
    }
    times[copies.length] = System.nanoTime();
    for (int i = 0; i < copies.length; i++) {
      accepted(scene.judge(times[i], copies[i], times[i + 1]));
    }
  }

  @Test
  void acceptsAGroupThatWasInFlightWithItOrWithout() throws IOException {
    long begin = System.nanoTime();
    Path without = scene.copy();
    scene.group(0);
    Path with = scene.copy();
    long end = System.nanoTime();
    accepted(scene.judge(begin, without, end));
    accepted(scene.judge(begin, with, end));
  }

  @Test
  void findsHalfAGroupInOneFile() throws IOException {
    long begin = System.nanoTime();
    Group group = new Group("torn");
    scene.write(group, 0);
    Path copy = scene.copy();
    scene.write(group, 1);
    group.left();
    rejected("nothing explains arena", scene.judge(begin, copy, System.nanoTime()));
  }

  @Test
  void findsHalfAGroupOverOrderedSteps() throws IOException {
    long begin = System.nanoTime();
    Group group = new Group("torn");
    scene.plot.step(group, true);
    Path copy = scene.copy();
    scene.plot.step(group, true);
    group.left();
    rejected("nothing explains plot", scene.judge(begin, copy, System.nanoTime()));
  }

  @Test
  void findsHalfAGroupOverTwoPlaces() throws IOException {
    long begin = System.nanoTime();
    Group group = new Group("torn");
    scene.write(group, 0);
    Path copy = scene.copy();
    scene.plot.step(group, true);
    group.left();
    rejected("no instant", scene.judge(begin, copy, System.nanoTime()));
  }

  @Test
  void findsAnOldBlockBesideANewerOne() throws IOException {
    long begin = System.nanoTime();
    byte[] old = Arrays.copyOf(Files.readAllBytes(scene.arena.path(FILE)), BLOCK);
    bare(0);
    bare(1);
    Path copy = scene.copy();
    accepted(scene.judge(begin, copy, System.nanoTime()));
    in(copy, place -> write(place.resolve(FILE), 0, old));
    rejected("nothing explains arena", scene.judge(begin, copy, System.nanoTime()));
  }

  private void bare(int block) throws IOException {
    Group group = new Group(Group.BARE);
    scene.write(group, block);
    group.left();
  }

  @Test
  void findsOneByteThatIsNotWhatItWas() throws IOException {
    long begin = System.nanoTime();
    scene.group(0);
    Path copy = scene.copy();
    in(copy, place -> write(place.resolve(FILE), 3 * BLOCK, new byte[] {1, 0}));
    rejected("nothing explains arena", scene.judge(begin, copy, System.nanoTime()));
  }

  @Test
  void findsThatAnEndedGroupIsMissing() throws IOException {
    Path copy = scene.copy();
    scene.group(0);
    long begin = System.nanoTime();
    String said = scene.judge(begin, copy, System.nanoTime());
    rejected("nothing explains arena", said);
    rejected("nothing explains plot", said);
  }

  @Test
  void findsWhatHadNotBegun() throws IOException {
    long begin = System.nanoTime();
    long end = System.nanoTime();
    scene.group(0);
    String said = scene.judge(begin, scene.copy(), end);
    rejected("nothing explains arena", said);
    rejected("nothing explains plot", said);
  }

  @Test
  void findsTwoPlacesOfTwoInstants() throws IOException {
    long begin = System.nanoTime();
    Path early = scene.copy();
    step(scene.plot);
    step(scene.other);
    Path late = scene.copy();
    long end = System.nanoTime();
    accepted(scene.judge(begin, early, end));
    accepted(scene.judge(begin, late, end));
    OracleProgram.remove(late.resolve("plot"));
    Files.move(early.resolve("plot"), late.resolve("plot")); // the first is missing, not the second
    rejected("no instant", scene.judge(begin, late, end));
  }

  /** Each group could be in or out by when it began and ended; what they did says that not both. */
  @Test
  void findsTwoInstantsThatLongGroupsSpan() throws IOException {
    long begin = System.nanoTime();
    Path early = scene.copy();
    Group one = new Group("long");
    Group other = new Group("long");
    scene.write(one, 0);
    scene.plot.step(other, true);
    scene.write(one, 1);
    one.left();
    scene.plot.step(other, true);
    other.left();
    Path late = scene.copy();
    long end = System.nanoTime();
    accepted(scene.judge(begin, early, end));
    accepted(scene.judge(begin, late, end));
    OracleProgram.remove(late.resolve("plot"));
    Files.move(early.resolve("plot"), late.resolve("plot"));
    rejected("no instant", scene.judge(begin, late, end));
  }

  /** Nothing is left of either file to tell which of them was cut. */
  @Test
  void findsThatATruncatingOpenIsMissing() throws IOException {
    alone((arena, random, move) -> Moves.delete(arena, "y/b", move));
    Path copy = scene.copy();
    alone((arena, random, move) -> Moves.reopen(arena, FILE, move));
    long begin = System.nanoTime();
    long end = System.nanoTime();
    alone((arena, random, move) -> Moves.delete(arena, FILE, move));
    rejected("nothing explains arena", scene.judge(begin, copy, end));
  }

  private void alone(Moves.Maker way) throws IOException {
    Group group = new Group(Group.BARE);
    assertTrue(scene.arena.move(group, way, null), "the arena is full");
    group.left();
  }

  private static void step(OrderedPlace place) throws IOException {
    Group group = new Group("step");
    place.step(group, true);
    group.left();
  }

  @Test
  void findsThatTheReportClaimsAnotherInstant() throws IOException {
    long begin = System.nanoTime();
    Path copy = scene.copy();
    Group group = scene.group(0);
    long hour = Duration.ofHours(1).toNanos();
    long end = begin + hour;
    accepted(scene.judge(new Asked(begin, end, group.begun, copy, "")));
    rejected("no instant", scene.judge(new Asked(begin, end, begin + hour / 2, copy, "")));
  }

  @Test
  void findsAnotherLength() throws IOException {
    for (String name : new String[] {"arena-0/" + FILE, "plot/stamp"}) {
      long begin = System.nanoTime();
      Path shorter = scene.copy();
      Path longer = scene.copy();
      accepted(scene.judge(begin, shorter, System.nanoTime()));
      scene.doctor(shorter, tree -> resize(tree.resolve(name), -1));
      scene.doctor(longer, tree -> resize(tree.resolve(name), 1));
      rejected("nothing explains", scene.judge(begin, shorter, System.nanoTime()));
      rejected("nothing explains", scene.judge(begin, longer, System.nanoTime()));
    }
  }

  @Test
  void findsMissingAndExtraNames() throws IOException {
    for (String name : new String[] {"arena-0/" + FILE, "plot/stamp"}) {
      long begin = System.nanoTime();
      Path less = scene.copy();
      Path more = scene.copy();
      scene.doctor(less, tree -> Files.delete(tree.resolve(name)));
      scene.doctor(more, tree -> Files.createFile(tree.resolve(name + "-extra")));
      rejected("nothing explains", scene.judge(begin, less, System.nanoTime()));
      rejected("nothing explains", scene.judge(begin, more, System.nanoTime()));
    }
  }

  @Test
  void findsTwoFilesWhereThereWasOneOfTwoNames() throws IOException {
    Group group = new Group("link");
    scene.arena.move(group, (arena, random, move) -> Moves.link(arena, "x/b", FILE, move), null);
    group.left();
    long begin = System.nanoTime();
    Path copy = scene.copy();
    accepted(scene.judge(begin, copy, System.nanoTime()));
    in(copy, place -> separate(place.resolve("x/b")));
    rejected("nothing explains arena", scene.judge(begin, copy, System.nanoTime()));
  }

  private static void separate(Path link) throws IOException {
    byte[] bytes = Files.readAllBytes(link);
    Files.delete(link);
    Files.write(link, bytes);
  }

  @Test
  void findsAnotherTime() throws IOException {
    scene.group(0);
    for (String name : new String[] {"arena-0/" + FILE, "arena-0/x", "plot/stamp", "plot"}) {
      long begin = System.nanoTime();
      Path copy = scene.copy();
      accepted(scene.judge(begin, copy, System.nanoTime()));
      Path changed = copy.resolve(name);
      long millis = Files.getLastModifiedTime(changed).toMillis();
      Files.setLastModifiedTime(changed, FileTime.fromMillis(millis - 1_000));
      rejected("nothing explains", scene.judge(begin, copy, System.nanoTime()));
    }
  }

  private void in(Path copy, Scene.Doctor doctor) throws IOException {
    scene.doctor(copy.resolve("arena-0"), doctor);
  }

  private static void write(Path file, int at, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }

  private static void resize(Path file, int by) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + by));
  }

  private static void accepted(String said) {
    assertEquals("", said);
  }

  private static void rejected(String why, String said) {
    assertTrue(said.contains(why), () -> "it should be found that " + why + ", but: " + said);
  }
}
