package io.holdstill.agent.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/** Where a replay is to end: a group's number, a time, the name of a mark, or the end. */
final class Until {
  /** Meant as a number or a time, most likely; a mark may be called so all the same. */
  private static final Pattern MISTYPED =
      Pattern.compile("[-+]?\\d+|\\d{4}-?\\d\\d.*", Pattern.DOTALL);

  /** Whatever follows is a mark's name, though it may look like a number or a time, or be none. */
  private static final String MARK = "mark:";

  private final Timeline timeline;

  private Until(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * @param text empty for the journal's end
   * @return an entry's number, at which the state can be claimed
   */
  static long resolve(String text, Timeline timeline) throws ReplayRefused, BadUntil {
    long number = new Until(timeline).number(text);
    timeline.require(number);
    return number;
  }

  private long number(String text) throws ReplayRefused, BadUntil {
    if (text.isEmpty()) {
      return end();
    }
    if (text.startsWith(MARK)) {
      return mark(text.substring(MARK.length()));
    }
    if (text.matches("\\d{1,18}")) {
      return Long.parseLong(text);
    }
    Instant time = time(text);
    if (time == null && MISTYPED.matcher(text).matches() && marks(text).isEmpty()) {
      throw new BadUntil(text);
    }
    return time == null ? mark(text) : at(time);
  }

  private long end() throws ReplayRefused {
    if (timeline.missing() != null) {
      throw timeline.beyond("the journal's end cannot be replayed to");
    }
    timeline.require(timeline.last());
    return timeline.at(timeline.last()).number();
  }

  /** Null if the text is no time; a local one is of this machine's zone. */
  private static Instant time(String text) {
    String iso = text.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException noOffset) {
      try {
        return LocalDateTime.parse(iso).atZone(ZoneId.systemDefault()).toInstant();
      } catch (DateTimeException noTime) {
        return null;
      }
    }
  }

  /** The last clean boundary before anything that the clock had after that time. */
  private long at(Instant time) throws ReplayRefused {
    long best = ReplayRefused.NONE;
    boolean later = false;
    long millis = millis(time);
    for (ReplayPoint point : timeline.points()) {
      later = point.endedMillis() > millis;
      if (later) {
        break;
      }
      best = point.clean() ? point.number() : best;
    }
    if (best < 0 || millis < timeline.at(timeline.first()).endedMillis()) {
      throw new ReplayRefused(
          time + " is before the base, which stands at " + shown(timeline.first()));
    }
    if (!later && timeline.missing() != null) {
      throw timeline.beyond(time + " cannot be replayed to");
    }
    return best;
  }

  /** A year may have nine digits, and no clock ever showed it. */
  private static long millis(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException beyond) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private String shown(long number) {
    return number + " (" + Instant.ofEpochMilli(timeline.at(number).endedMillis()) + ")";
  }

  private List<Survey.Marked> marks(String name) {
    return timeline.survey().marks.stream().filter(mark -> mark.name().equals(name)).toList();
  }

  private long mark(String name) throws ReplayRefused {
    List<Survey.Marked> found = marks(name);
    if (found.isEmpty()) {
      throw timeline.missing() == null
          ? new ReplayRefused(
              "no mark "
                  + Shown.text(name)
                  + " after the base; 'holdstill journal DIR' lists the marks")
          : timeline.beyond("no mark " + Shown.text(name) + " was found");
    }
    if (found.size() > 1) {
      throw new ReplayRefused(
          "the mark "
              + Shown.text(name)
              + " was set more than once, at the entries "
              + String.join(
                  ", ", found.stream().map(mark -> String.valueOf(mark.number())).toList())
              + "; name one of them by its number");
    }
    return found.get(0).number();
  }
}
