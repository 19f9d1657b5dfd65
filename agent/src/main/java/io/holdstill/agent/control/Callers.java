package io.holdstill.agent.control;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.util.Optional;

/**
 * Tells who calls: this process, this machine, or another one. Only RMI says so; a caller by any
 * other connector runs inside this process as far as can be seen and counts as that.
 */
final class Callers {
  private Callers() {}

  /** The machine that the operation in this thread comes from, if it is not this one. */
  static Optional<String> otherMachine() {
    try {
      return Optional.of(RemoteServer.getClientHost()).filter(host -> !isThisMachine(host));
    } catch (ServerNotActiveException e) {
      return Optional.empty();
    } catch (NoClassDefFoundError e) {
      // A runtime image without RMI has no remote callers.
      return Optional.empty();
    }
  }

  static boolean isThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
