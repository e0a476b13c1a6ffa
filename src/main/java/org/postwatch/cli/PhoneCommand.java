package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "phone",
        description = {
            "Let officers choose PINs, revoke them, and print the sheets with which officers check in by phone.",
            "",
            "'access list' shows PINs, codes and sheets, and 'access revoke' ends one. See docs/phone-check-in.md.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PhoneEnrolCommand.class, PhoneRevokeCommand.class, PhoneSheetCommand.class})
final class PhoneCommand extends CommandGroup {}
