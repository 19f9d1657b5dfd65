package io.holdstill.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that is run once for each point of a journal, in parallel where JUnit runs in parallel.
 * Its parameters may be the files as they stood, a {@link java.nio.file.Path} to a fresh directory
 * that is removed afterwards, and the {@link ReplayPoint}. Points that were left out show as one
 * skipped invocation, which says which and why.
 *
 * <p>The system property {@code holdstill.replay.point} restricts to the point of that number.
 *
 * <p>Paths are relative to the working directory; <code>${name}</code> stands for a system
 * property.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ReplayExtension.class)
public @interface ReplayTest {
  /** The directory that was given as {@code journal=DIR}. */
  String journal();

  /**
   * A snapshot that was taken while the journal was on, or a copy of {@link #source} as it stood
   * when the journal began. Empty where nothing was there then.
   */
  String base() default "";

  /**
   * The absolute path of the directory that {@link #base} is a plain copy of; without a base, of
   * the one that is replayed. Empty for a snapshot, which knows it, and for the deepest directory
   * that holds everything in the journal.
   */
  String source() default "";

  /**
   * Globs relative to {@link #source}, as the agent's option {@code exclude} has them: what they
   * match is in no state. Empty for a snapshot, which knows its own.
   */
  String[] exclude() default {};

  ReplayPoints at() default ReplayPoints.GROUP_ENDS;
}
