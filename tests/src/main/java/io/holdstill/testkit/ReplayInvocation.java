package io.holdstill.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;

/** One invocation of a {@link ReplayTest}: its parameters, its failure, and its end. */
final class ReplayInvocation
    implements BeforeEachCallback, ParameterResolver, TestExecutionExceptionHandler {
  private final Stage stage;
  private final Window window;
  private final ReplayPoint point;
  private final String test;
  private Path files;

  ReplayInvocation(Stage stage, Window window, ReplayPoint point, String test) {
    this.stage = stage;
    this.window = window;
    this.point = point;
    this.test = test;
  }

  /** The directory outlives the methods that run after each test: the context's end removes it. */
  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(ReplayExtension.STORE).put(ReplayInvocation.class, (AutoCloseable) this::end);
  }

  private void end() {
    if (files != null) {
      Scratch.remove(files);
    }
    window.leave();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ReplayPoint.class || type == Path.class && !parameter.isAnnotated(TempDir.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ReplayPoint.class ? point : files();
  }

  private Path files() {
    if (files == null) {
      files = stage.take(point);
    }
    return files;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw Trial.told(point, test, thrown);
  }
}
