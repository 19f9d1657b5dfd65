package io.holdstill.agent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has, beside its own. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = false,
    versionProvider = VersionText.class,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%nExamples:%n")
final class CommonOptions {
  @Option(names = "--debug", description = "Show the stack trace of a failure.")
  boolean debug;
}
