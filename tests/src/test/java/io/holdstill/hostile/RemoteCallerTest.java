package io.holdstill.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller by RMI, through a port that the JVM was given, asks for what lies outside its bounds.
 */
class RemoteCallerTest {
  private static final String[] TYPES = {
    "java.lang.String", "java.lang.String", "java.lang.String"
  };

  @TempDir Path directory;
  private Path source;
  private Path snapshots;
  private MBeanServerConnection server;

  @JdkTest
  void staysWithinItsBounds(Jdk jdk) throws Exception {
    source = Files.createDirectory(directory.resolve("source"));
    Files.writeString(source.resolve("file"), "mine");
    Path secret = Files.createDirectory(directory.resolve("secret"));
    Files.writeString(secret.resolve("file"), "secret");
    snapshots = Files.createDirectory(directory.resolve("snapshots"));
    Files.createSymbolicLink(snapshots.resolve("out"), directory);
    Files.createSymbolicLink(source.resolve("out"), secret);
    int port = freePort();
    String options = ",sources=" + source + ",snapshots=" + snapshots;
    String jmx = "-Dcom.sun.management.jmxremote";
    try (Victim victim =
        Victim.of(
            Victim.builder(jdk, options)
                .flags(
                    jmx + ".port=" + port,
                    jmx + ".rmi.port=" + port,
                    jmx + ".host=127.0.0.1",
                    jmx + ".authenticate=false",
                    jmx + ".ssl=false",
                    "-Djava.rmi.server.hostname=127.0.0.1"))) {
      JMXServiceURL url =
          new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
      try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
        server = connector.getMBeanServerConnection();
        for (String destination :
            List.of(
                directory.resolve("copy").toString(),
                snapshots + "/../copy",
                snapshots + "/x/../../copy",
                snapshots + "/out/copy",
                snapshots.toString(),
                snapshots + "/.",
                snapshots + "/..",
                directory.resolve("copy").toUri().toString(),
                "/")) {
          refuses(source.toString(), destination, "destination=" + destination);
        }
        for (String bad :
            List.of(
                "copy", "", "file:", "file://elsewhere/copy", "http://x/", "a\0b", "\u001b[2J")) {
          refuses(source.toString(), bad, "destination=" + bad);
        }
        for (String from :
            List.of(
                secret.toString(),
                source + "/../secret",
                source + "/out/file",
                directory.toString(),
                "/etc")) {
          refuses(from, snapshots.resolve("copy").toString(), "source=" + from);
        }
        CompositeData report = take(source.toString(), snapshots.resolve("good").toString());
        assertEquals("CONSISTENT", report.get("verdict"), String.valueOf(report.get("error")));
      }
      Cli.Result cli =
          Cli.on(jdk)
              .run("snapshot", "127.0.0.1:" + port, "" + source, "--to", directory + "/by-cli");
      assertTrue(cli.exit() != 0 && cli.stderr().contains("outside of this JVM's"), cli::toString);
      assertEquals("", victim.tell("faults"));
    }
    try (Stream<Path> made = Files.list(directory)) {
      List<String> names = made.map(path -> path.getFileName().toString()).sorted().toList();
      assertEquals(List.of("secret", "snapshots", "source"), names);
    }
    assertFalse(
        Files.exists(snapshots.resolve("good/source/out/file"), LinkOption.NOFOLLOW_LINKS)
            && !Files.isSymbolicLink(snapshots.resolve("good/source/out")));
  }

  private CompositeData take(String from, String to) throws Exception {
    ObjectName name = new ObjectName("io.holdstill:type=Holdstill");
    return (CompositeData) server.invoke(name, "snapshot", new Object[] {from, to, ""}, TYPES);
  }

  private void refuses(String from, String to, String said) {
    RuntimeMBeanException e = assertThrows(RuntimeMBeanException.class, () -> take(from, to), to);
    Throwable refusal = e.getTargetException();
    assertEquals(IllegalArgumentException.class, refusal.getClass(), refusal::toString);
    assertTrue(refusal.getMessage().contains(said), refusal::getMessage);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
