package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "import",
        description = "Import tables into the documents of a district.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ImportOfficersCommand.class)
final class ImportCommand extends CommandGroup {}
