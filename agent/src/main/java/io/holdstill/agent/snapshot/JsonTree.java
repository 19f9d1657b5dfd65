package io.holdstill.agent.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps, lists, strings, numbers and booleans to JSON and back; whole numbers come back as Long. */
public final class JsonTree {
  private JsonTree() {}

  public static void write(JsonWriter json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.beginObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.name(field.getKey().toString());
        write(json, field.getValue());
      }
      json.endObject();
    } else if (value instanceof Iterable<?> list) {
      json.beginArray();
      for (Object element : list) {
        write(json, element);
      }
      json.endArray();
    } else {
      writeScalar(json, value);
    }
  }

  static Object read(JsonReader json) throws IOException {
    JsonToken token = json.peek();
    return switch (token) {
      case BEGIN_OBJECT -> readObject(json);
      case BEGIN_ARRAY -> readArray(json);
      case STRING -> json.nextString();
      case NUMBER -> number(json.nextString());
      case BOOLEAN -> json.nextBoolean();
      case NULL -> {
        json.nextNull();
        yield null;
      }
      default -> throw new IOException("JSON " + token + " where a value should be");
    };
  }

  private static void writeScalar(JsonWriter json, Object value) throws IOException {
    if (value == null) {
      json.nullValue();
    } else if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else {
      json.value(value.toString());
    }
  }

  private static Map<String, Object> readObject(JsonReader json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      fields.put(json.nextName(), read(json));
    }
    json.endObject();
    return fields;
  }

  private static List<Object> readArray(JsonReader json) throws IOException {
    List<Object> elements = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      elements.add(read(json));
    }
    json.endArray();
    return elements;
  }

  /** An exponent can make a number of three digits one of two thousand million. */
  private static Number number(String text) {
    BigDecimal number = new BigDecimal(text);
    boolean whole = number.scale() <= 0 && number.precision() - (long) number.scale() < 19;
    return whole ? (Number) number.longValueExact() : (Number) number.doubleValue();
  }
}
