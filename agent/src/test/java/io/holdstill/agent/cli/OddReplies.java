package io.holdstill.agent.cli;

import java.io.IOException;
import java.rmi.UnmarshalException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;
import javax.management.RuntimeOperationsException;

/** An agent that may fail at any question, in any way, or answer another one. */
final class OddReplies implements OddJvm.Answers {
  private final Random random;
  private final Map<String, Object> fields;
  private final StringBuilder asked = new StringBuilder();
  private int unfinished;

  /** The number of a mark or of a request. */
  Object number = 1L;

  /** A question had no answer that can be understood, the report or the number aside. */
  boolean failed;

  OddReplies(Random random, Map<String, Object> fields) {
    this.random = random;
    this.fields = fields;
    this.unfinished = random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0;
  }

  @Override
  public Object to(String question) throws Throwable {
    asked.append(question).append(' ');
    if (random.nextInt(25) == 0) {
      failed = true;
      Throwable thrown = failure();
      asked.append("throws ").append(thrown.getClass()).append(' ');
      throw thrown;
    }
    return switch (question) {
      case "begin" -> begun();
      case "await" -> unfinished-- > 0 ? null : OddAnswers.open(fields);
      case "progress" -> progress();
      case "getAttributes" -> attributes();
      case "mark" -> number;
      default -> null;
    };
  }

  private Object begun() {
    if (random.nextInt(10) == 0) {
      number = new OddAnswers(random).odd();
      failed = !Sound.number(number);
    }
    return number;
  }

  private Object progress() {
    Map<String, Object> good = new LinkedHashMap<>();
    good.put("phase", random.nextInt(3) == 0 ? OddAnswers.EVIL : "copying");
    good.put("bytesDone", random.nextInt(3) == 0 ? Long.MAX_VALUE : 1L);
    good.put("bytesTotal", random.nextInt(3) == 0 ? Long.MAX_VALUE : 2L);
    if (random.nextInt(4) > 0) {
      return OddAnswers.open(good);
    }
    failed = true;
    good.put(random.nextBoolean() ? "phase" : "bytesDone", new StringBuilder());
    return random.nextBoolean() ? OddAnswers.open(good) : random.nextBoolean() ? null : 7L;
  }

  /** With large first letters, and at times with what is no attribute. */
  private AttributeList attributes() {
    AttributeList list = new AttributeList();
    fields.forEach(
        (name, value) ->
            list.add(
                new Attribute(
                    Character.toUpperCase(name.charAt(0)) + name.substring(1),
                    OddAnswers.open(value))));
    switch (random.nextInt(20)) {
      case 0 -> list.add((Object) "no attribute");
      case 1 -> list.add(new Attribute("", 1L));
      case 2 -> {
        failed = true;
        return null;
      }
      default -> {
        return list;
      }
    }
    failed = true;
    return list;
  }

  private Throwable failure() {
    return switch (random.nextInt(16)) {
      case 0 -> new RuntimeMBeanException(null);
      case 1 -> new RuntimeMBeanException(new IllegalStateException());
      case 2 -> new RuntimeMBeanException(new IllegalArgumentException(OddAnswers.EVIL));
      case 3 ->
          new RuntimeMBeanException(new IllegalStateException("DISARMED: " + OddAnswers.EVIL));
      case 4 -> new RuntimeMBeanException(new UnsupportedOperationException(" "));
      case 5 -> new MBeanException(null, OddAnswers.EVIL);
      case 6 -> new RuntimeErrorException(null);
      case 7 -> new RuntimeErrorException(new StackOverflowError());
      case 8 -> new RuntimeOperationsException(null);
      case 9 -> circle();
      case 10 -> new UnmarshalException(null);
      case 11 -> new StackOverflowError();
      case 12 -> new OutOfMemoryError("Requested array size exceeds VM limit");
      case 13 -> new NoClassDefFoundError(OddAnswers.EVIL);
      case 14 -> new SecurityException();
      default ->
          random.nextBoolean()
              ? new InstanceNotFoundException()
              : new ReflectionException(null, OddAnswers.EVIL);
    };
  }

  /** Whoever looks for the first of its causes looks for ever. */
  private static IOException circle() {
    IOException circle = new IOException("a");
    circle.initCause(new IOException("b", circle));
    return circle;
  }

  @Override
  public String toString() {
    return asked + String.valueOf(fields.keySet());
  }
}
