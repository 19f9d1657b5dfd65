package io.holdstill.agent.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorProvider;
import javax.management.remote.JMXServiceURL;

/**
 * A JVM that answers whatever a test has it answer, over a protocol of its own: what has come over
 * RMI is made of fields that nobody checked, so any object of a class that the command line has may
 * be the answer.
 */
public final class OddJvm implements JMXConnectorProvider {
  static final String ADDRESS = "service:jmx:odd:///";

  /** The other end. */
  interface Answers {
    /**
     * @param question {@code connect}, {@code getAttributes}, or the operation that is invoked
     */
    Object to(String question) throws Throwable;
  }

  private static volatile Answers answers;

  static void answer(Answers all) {
    answers = all;
  }

  @Override
  public JMXConnector newJMXConnector(JMXServiceURL address, Map<String, ?> environment)
      throws MalformedURLException {
    if (!address.getProtocol().equals("odd")) {
      throw new MalformedURLException("it is not this one's: " + address);
    }
    return proxy(JMXConnector.class, OddJvm::ofConnector);
  }

  private interface Called {
    Object with(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Called called) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader() == null ? OddJvm.class.getClassLoader() : type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> called.with(method, arguments));
    return type.cast(proxy);
  }

  private static Object ofConnector(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "connect" -> answers.to("connect");
      case "getMBeanServerConnection" -> proxy(MBeanServerConnection.class, OddJvm::ofConnection);
      default -> null;
    };
  }

  private static Object ofConnection(Method method, Object[] arguments) throws Throwable {
    boolean operation = method.getName().equals("invoke");
    return answers.to(operation ? (String) arguments[1] : method.getName());
  }
}
