package io.holdstill.copy;

import javax.management.openmbean.CompositeData;

/** What a request came to. */
public record Receipt(CompositeData data) {
  public String verdict() {
    return text("verdict");
  }

  public String error() {
    return text("error");
  }

  public String text(String field) {
    return (String) data.get(field);
  }

  public long number(String field) {
    return (Long) data.get(field);
  }

  public boolean consistent() {
    return verdict().equals("CONSISTENT");
  }

  /** This receipt, which must be of a snapshot that holds all it claims. */
  public Receipt orFail() {
    if (!consistent()) {
      throw new AssertionError("the snapshot came to nothing: " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String field : data.getCompositeType().keySet()) {
      text.append(field).append('=').append(shown(data.get(field))).append(' ');
    }
    return text.toString();
  }

  private static String shown(Object value) {
    if (value instanceof CompositeData[] rows) {
      StringBuilder text = new StringBuilder("[");
      for (CompositeData row : rows) {
        for (String field : row.getCompositeType().keySet()) {
          text.append(field).append(':').append(shown(row.get(field))).append(' ');
        }
      }
      return text.append(']').toString();
    }
    return value instanceof Object[] values ? java.util.Arrays.toString(values) : "" + value;
  }
}
