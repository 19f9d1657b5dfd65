package io.holdstill.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Every call of the annotated method is one write group, from its entry to its return or throw, or,
 * where it returns a {@code CompletionStage} or {@code Future}, until that completes. Matched by
 * name, so that a class compiled against another copy of this annotation is guarded too.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface WriteGrouped {}
