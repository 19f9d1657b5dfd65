package io.holdstill.agent.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code group} or {@code write}. */
final class LevelName implements ITypeConverter<String> {
  @Override
  public String convert(String value) {
    if (!List.of("group", "write").contains(value)) {
      throw new TypeConversionException("'" + value + "' is no level; write group or write");
    }
    return value;
  }
}
