package io.holdstill.agent.cli;

import io.holdstill.agent.config.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"holdstill " + Version.text()};
  }
}
