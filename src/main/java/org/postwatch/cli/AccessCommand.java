package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "access",
        description = {
            "Grant feeds tokens for HTTP intake, and list and revoke all access: of feeds, desks, PINs and sheets.",
            "",
            "A granted token needs no change of documents, configuration or instances. The topic postwatch.access has"
                    + " its hash only. See docs/security.md.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AccessGrantCommand.class, AccessListCommand.class, AccessRevokeCommand.class})
final class AccessCommand extends CommandGroup {}
