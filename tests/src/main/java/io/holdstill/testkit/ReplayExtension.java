package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** The invocations of a {@link ReplayTest}: one for each point, made as they are run. */
final class ReplayExtension implements TestTemplateInvocationContextProvider {
  static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ReplayExtension.class);
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]*)}");

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), ReplayTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    ReplayTest test =
        AnnotationSupport.findAnnotation(context.getTestMethod(), ReplayTest.class).orElseThrow();
    test.at().requireOffered();
    Points points = open(test);
    // Closed with the context, after the last invocation.
    context.getStore(STORE).put(Points.class, points);
    return invocations(points, name(context));
  }

  private static Points open(ReplayTest test) {
    Path journal = path(test.journal());
    Path base = test.base().isEmpty() ? null : path(test.base());
    String source = test.source().isEmpty() ? null : path(test.source()).toString();
    List<String> excludes = List.of(test.exclude());
    return Points.open(Rooms.loader(), journal, base, source, excludes, OpenGroups.NONE);
  }

  private static Stream<TestTemplateInvocationContext> invocations(Points points, String test) {
    List<ReplayPoint> tried = points.tried();
    Stage stage = new Stage(points, tried);
    Window window = new Window();
    Stream<TestTemplateInvocationContext> invocations =
        tried.stream()
            .map(
                point -> {
                  window.enter();
                  return invocation(
                      point.toString(), new ReplayInvocation(stage, window, point, test));
                });
    String leftOut = points.told();
    return leftOut.isEmpty()
        ? invocations
        : Stream.concat(invocations, Stream.of(invocation(leftOut, skipped(leftOut))));
  }

  private static TestTemplateInvocationContext invocation(String name, Extension extension) {
    return new TestTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return name;
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(extension);
      }
    };
  }

  private static ExecutionCondition skipped(String why) {
    return context -> ConditionEvaluationResult.disabled(why);
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getName()
        + "#"
        + context.getRequiredTestMethod().getName();
  }

  static Path path(String text) {
    Matcher matcher = PROPERTY.matcher(text);
    String resolved =
        matcher.replaceAll(found -> Matcher.quoteReplacement(property(found.group(1), text)));
    return Path.of(resolved).toAbsolutePath().normalize();
  }

  private static String property(String name, String text) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          "'"
              + text
              + "' names the system property "
              + name
              + ", which is not set; set it with -D"
              + name
              + "=PATH");
    }
    return value;
  }
}
