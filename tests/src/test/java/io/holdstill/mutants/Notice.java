package io.holdstill.mutants;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the named tests, {@code package.Class} or {@code package.Class#method} below {@code
 * io.holdstill}, until the first one fails, and says so in a last line:
 *
 * <pre>
 * failed barrier.BoundTest.theName 12.3 s
 * passed 4 tests 33.1 s
 * </pre>
 *
 * Exit codes: 0 passed, 1 failed, 3 where a name is none of a test or a test was skipped, which is
 * no sign of anything.
 */
public final class Notice implements TestExecutionListener {
  private static final String ROOT = "io.holdstill.";

  private final CancellationToken token = CancellationToken.create();
  private final long since = System.nanoTime();
  private String failed;
  private String useless;
  private int passed;

  private Notice() {}

  public static void main(String[] names) throws ClassNotFoundException {
    int before = 0;
    Notice notice = new Notice();
    for (String name : names) {
      notice.run(name);
      if (notice.failed == null && notice.passed == before) {
        notice.useless = name + " is no test, or ran nothing";
      }
      if (notice.failed != null || notice.useless != null) {
        break;
      }
      before = notice.passed;
    }
    System.exit(notice.conclude()); // whatever a test has left running
  }

  private int conclude() {
    if (failed != null) {
      System.out.println("failed " + failed + " " + seconds());
      return 1;
    }
    System.out.println(useless != null ? useless : "passed " + passed + " tests " + seconds());
    return useless != null ? 3 : 0;
  }

  private void run(String name) throws ClassNotFoundException {
    LauncherDiscoveryRequest tests =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors(name)).build();
    LauncherFactory.create()
        .execute(
            LauncherExecutionRequestBuilder.request(tests)
                .cancellationToken(token)
                .listeners(this)
                .build());
  }

  private static List<DiscoverySelector> selectors(String name) throws ClassNotFoundException {
    int hash = name.indexOf('#');
    Class<?> type = Class.forName(ROOT + (hash < 0 ? name : name.substring(0, hash)));
    if (hash < 0) {
      return List.of(DiscoverySelectors.selectClass(type));
    }
    List<DiscoverySelector> found = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name.substring(hash + 1))) {
        found.add(DiscoverySelectors.selectMethod(type, method));
      }
    }
    return found;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (!token.isCancellationRequested()) {
      useless = test.getDisplayName() + " was skipped: " + reason;
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
      case ABORTED -> useless = test.getDisplayName() + " was skipped: " + result.getThrowable();
      default -> fail(test, result);
    }
  }

  private void fail(TestIdentifier test, TestExecutionResult result) {
    if (failed == null && !token.isCancellationRequested()) {
      failed = called(test);
      result.getThrowable().ifPresent(Throwable::printStackTrace);
      token.cancel();
    }
  }

  private static String called(TestIdentifier test) {
    String found = test.getDisplayName();
    if (test.getSource().orElse(null) instanceof MethodSource method) {
      found = method.getClassName() + "." + method.getMethodName();
    } else if (test.getSource().orElse(null) instanceof ClassSource type) {
      found = type.getClassName();
    }
    return found.startsWith(ROOT) ? found.substring(ROOT.length()) : found;
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / 1e9);
  }
}
