package org.postwatch.cli;

import picocli.CommandLine.Command;

@Command(
        name = "access",
        description = {
            "Grant feeds access to HTTP intake with tokens, list the grants, and revoke them.",
            "",
            "A granted token needs no change of documents, configuration or instances. The topic postwatch.access has"
                    + " its hash only. See docs/security.md.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AccessGrantCommand.class, AccessListCommand.class, AccessRevokeCommand.class})
final class AccessCommand extends CommandGroup {}
