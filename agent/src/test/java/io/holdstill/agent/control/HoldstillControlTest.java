package io.holdstill.agent.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.BadOptions;
import io.holdstill.agent.config.Options;
import io.holdstill.agent.config.RequestOptions.Level;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.SnapshotRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HoldstillControlTest {
  private static final String[] DATA = {"/data"};

  private final FakeSnapshots snapshots = new FakeSnapshots();
  private final FakeAgentState state = new FakeAgentState("");
  private final HoldstillControl control = control("", state, null);

  @Test
  void aRequestGetsAllThatItDoesNotSay() {
    control.snapshot(DATA, "/backup/x", Map.of());

    SnapshotRequest request = snapshots.requests.getLast();
    assertEquals(List.of(Path.of("/data")), request.sources());
    assertEquals(Path.of("/backup/x"), request.destination());
    assertEquals(Level.ANY, request.level());
    assertEquals(Duration.ofMillis(20), request.maxPause());
    assertEquals(Duration.ofSeconds(30), request.timeout());
    assertFalse(request.strict() || request.allowUnguarded() || request.detached());
  }

  @Test
  void theFormForConsolesSaysTheSame() {
    control.snapshot(
        new String[] {"/a,b", "/c:d"},
        "/backup/x",
        Map.of("max-pause", "5ms", "level", "write", "exclude", "*.a:b\\:c"));
    control.snapshot("/a\\,b:/c\\:d", "/backup/x", "max-pause=5ms,level=write,exclude=*.a:b\\:c");

    assertEquals(snapshots.requests.getFirst(), snapshots.requests.getLast());
    assertEquals(List.of("*.a", "b:c"), snapshots.requests.getLast().exclude());
  }

  @Test
  void configuredSourcesAreMeantWhenNoneAreNamed() {
    control("sources=/data:/more", state, null).snapshot("", "/backup/x", "");

    assertEquals(
        List.of(Path.of("/data"), Path.of("/more")), snapshots.requests.getLast().sources());
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> control.begin("data:/a/x:/b/x", "backup", "max-pause=500ms,levle=write"))
            .getMessage();

    assertTrue(message.startsWith("5 problems:"), message);
    assertTrue(message.contains("source=data: is relative"), message);
    assertTrue(message.contains("source=/b/x: another source has the same name"), message);
    assertTrue(message.contains("destination=backup: is relative"), message);
    assertTrue(message.contains("max-pause-limit=100ms"), message);
    assertTrue(message.contains("did you mean level?"), message);
  }

  @Test
  void withoutAnySourceThereIsNothingToDo() {
    assertRefused("sources: none was named", () -> control.begin("", "/backup/x", null));
    assertRefused("sources: none was named", () -> control.begin(null, "/backup/x", Map.of()));
  }

  @Test
  void aSourceCalledAsTheManifestIsRefused() {
    assertRefused(
        "is called as the manifest",
        () -> control.begin("/data/holdstill-manifest.json", "/backup/x", ""));
  }

  @Test
  void nullsAreAnsweredWithAMessage() {
    assertRefused("destination=null: ", () -> control.begin(DATA, null, null));
    assertRefused("source=null: ", () -> control.begin(new String[] {null}, "/backup/x", null));
  }

  @Test
  void aDisarmedAgentRefusesBeforeAllElse() {
    HoldstillControl disarmed = control("", new FakeAgentState("not woven: X.y"), null);

    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> disarmed.begin("nonsense", "", "?"));
    assertTrue(e.getMessage().startsWith("DISARMED: not woven: X.y; "), e.getMessage());
  }

  @Test
  void anotherMachineIsRefusedUnlessConfined() {
    HoldstillControl open = control("sources=/data", state, "10.1.2.3");
    long id = control.begin(DATA, "/slow", Map.of());

    List<Runnable> calls =
        List.of(
            () -> open.begin("/data", "/backup/x", ""),
            () -> open.snapshot(DATA, "/backup/x", Map.of()),
            () -> open.progress(id),
            () -> open.await(id, 1),
            () -> open.cancel(id));
    for (Runnable call : calls) {
      String message = assertThrows(IllegalStateException.class, call::run).getMessage();
      assertTrue(message.startsWith("the caller is on another machine (10.1.2.3)"), message);
    }

    HoldstillControl confined = control("sources=/data,snapshots=/backup", state, "10.1.2.3");
    assertEquals("CONSISTENT", confined.snapshot("", "/backup/x", "").getVerdict());
  }

  @Test
  void whatIsReservedIsNotOffered() {
    List<Runnable> calls =
        List.of(
            () -> control.quiesce("lease=10s"), () -> control.renew(1), () -> control.release(1));
    for (Runnable call : calls) {
      String message = assertThrows(UnsupportedOperationException.class, call::run).getMessage();
      assertTrue(message.endsWith(" is not offered in this version"), message);
    }
  }

  @Test
  void aRequestIsFollowedToItsEnd() {
    long id = control.begin(DATA, "/slow", Map.of());

    assertNull(control.await(id, 1));
    assertFalse(control.progress(id).isFinished());
    assertTrue(control.cancel(id));
    assertFalse(control.cancel(id));
    assertEquals("CANCELLED", control.await(id, 1_000).getVerdict());
    assertTrue(control.progress(id).isFinished());
    assertEquals("CANCELLED", control.getSnapshots().get(0).getVerdict());
  }

  @Test
  void anUnknownRequestIsSaidToBeOne() {
    assertRefused("there is no request 99", () -> control.progress(99));
    assertRefused("there is no request 99", () -> control.await(99, 1));
    assertRefused("there is no request 99", () -> control.cancel(99));
  }

  @Test
  void snapshotWaitsForTheEnd() throws InterruptedException {
    BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    new Thread(() -> reports.add(control.snapshot(DATA, "/slow", Map.of()))).start();
    while (snapshots.requests.isEmpty()) {
      Thread.sleep(10);
    }

    assertNull(reports.poll(300, TimeUnit.MILLISECONDS));
    snapshots.finish(1);
    assertEquals("CONSISTENT", reports.take().getVerdict());
  }

  @Test
  void whoIsInterruptedWhileItWaitsForTheEndLeavesNothingGoingOn() {
    Thread.currentThread().interrupt();
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> control.snapshot(DATA, "/slow", Map.of()));
    assertTrue(e.getMessage().contains("its request cancelled"), e.getMessage());
    assertTrue(Thread.interrupted());
    assertFalse(control.cancel(1), "it goes on");
    Thread.currentThread().interrupt();
    assertEquals("CONSISTENT", control.snapshot(DATA, "/fast", Map.of()).getVerdict());
    assertTrue(Thread.interrupted());
  }

  @Test
  void anInterruptedWaitIsSaidAndKeepsTheMark() {
    long id = control.begin(DATA, "/slow", Map.of());

    Thread.currentThread().interrupt();
    assertThrows(IllegalStateException.class, () -> control.await(id, 10_000));

    assertTrue(Thread.interrupted());
  }

  /** All of it must pass through open types, or a client would see none of it. */
  @Test
  void everythingIsReachableThroughTheServer() throws Exception {
    MBeanServer server = registered();
    ObjectName name = new ObjectName("io.holdstill:type=Holdstill");

    Object[] arguments = {"/data", "/backup/no-point", "timeout=1s"};
    String string = String.class.getName();
    CompositeData report =
        (CompositeData)
            server.invoke(name, "snapshot", arguments, new String[] {string, string, string});

    assertEquals("NO_SNAPSHOT_POINT", report.get("verdict"));
    CompositeData blocker = ((CompositeData[]) report.get("blockers"))[0];
    assertEquals("worker-7", blocker.get("thread"));
    assertEquals(2, ((String[]) blocker.get("stack")).length);
    assertEquals("ARMED", server.getAttribute(name, "State"));
    assertEquals(42L, server.getAttribute(name, "GroupsEnded"));
    CompositeData open = ((CompositeData[]) server.getAttribute(name, "OpenGroups"))[0];
    assertEquals(1_500L, open.get("ageMicros"));
    CompositeData pattern = ((CompositeData[]) server.getAttribute(name, "GroupPatterns"))[0];
    assertArrayEquals(new String[] {"com.acme.Store#put(int)"}, (String[]) pattern.get("methods"));
    assertEquals(1, ((CompositeData[]) server.getAttribute(name, "Snapshots")).length);
    List<String> attributes = new ArrayList<>();
    for (var attribute : server.getMBeanInfo(name).getAttributes()) {
      attributes.add(attribute.getName());
      assertFalse(attribute.isWritable());
    }
    assertEquals(
        Set.of(
            "State",
            "StateReason",
            "Version",
            "WritesSeen",
            "GroupsEnded",
            "OpenGroups",
            "GroupPatterns",
            "Snapshots",
            "LongestStallMicros",
            "SuppressedFaults",
            "FirstFault",
            "Journal",
            "JournalEntries"),
        Set.copyOf(attributes));
    control.unregister(server);
    assertFalse(server.isRegistered(name));
  }

  @Test
  void whatFailsInsideReachesTheClientInAClassThatItHas() throws Exception {
    MBeanServer server = registered();
    String string = String.class.getName();

    RuntimeMBeanException e =
        assertThrows(
            RuntimeMBeanException.class,
            () ->
                server.invoke(
                    new ObjectName(HoldstillMXBean.OBJECT_NAME),
                    "begin",
                    new Object[] {"/data", "/backup/throws", ""},
                    new String[] {string, string, string}));

    assertEquals(IllegalStateException.class, e.getTargetException().getClass());
    assertTrue(e.getTargetException().getMessage().contains("it broke"));
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      assertTrue(cause.getClass().getName().startsWith("java"), cause.toString());
    }
  }

  @Test
  void listenersAreToldOnAThreadOfTheirOwn() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    control.addNotificationListener(
        (Notification n, Object handback) ->
            heard.add(
                n.getType().replace("io.holdstill.snapshot.", "")
                    + " "
                    + n.getUserData()
                    + " "
                    + Thread.currentThread().getName()),
        null,
        null);

    long good = control.begin(DATA, "/backup/x", Map.of());
    assertEquals("begun " + good + " holdstill-control-notify", heard.take());
    assertEquals("finished " + good + " holdstill-control-notify", heard.take());
    control.pointReached(7);
    assertEquals("point 7 holdstill-control-notify", heard.take());
    long bad = control.begin(DATA, "/backup/broken", Map.of());
    assertEquals("begun " + bad + " holdstill-control-notify", heard.take());
    assertEquals("failed " + bad + " holdstill-control-notify", heard.take());
  }

  @Test
  void thisMachineIsKnownByItsAddresses() {
    assertTrue(Callers.isThisMachine("127.0.0.1"));
    assertTrue(Callers.isThisMachine("::1"));
    assertFalse(Callers.isThisMachine("192.0.2.1"));
    assertFalse(Callers.isThisMachine("no host at all"));
    assertEquals(Optional.empty(), Callers.otherMachine());
  }

  private MBeanServer registered() throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    control.register(server);
    return server;
  }

  private HoldstillControl control(String options, FakeAgentState agent, String otherMachine) {
    try {
      return new HoldstillControl(
          Options.parse(options), snapshots, agent, () -> Optional.ofNullable(otherMachine));
    } catch (BadOptions e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
