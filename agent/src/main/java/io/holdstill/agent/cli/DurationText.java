package io.holdstill.agent.cli;

import io.holdstill.agent.config.Amounts;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration with its unit, checked here so that a slip costs no connection; kept as text. */
final class DurationText implements ITypeConverter<String> {
  @Override
  public String convert(String value) {
    try {
      Amounts.duration(value);
      return value;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + value + "': " + e.getMessage());
    }
  }
}
