package org.postwatch.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessGrant.GrantStatus;
import org.postwatch.access.AccessKind;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = {
            "End the PIN of an officer, and codes that were not used: every instance rejects them within 5 s.",
            "",
            "Example:",
            "  postwatch phone revoke elm D-17 --by lopez",
            ""
        },
        footer = {"", "Exit codes: 0 revoked, 1 the officer has none, or failure, 2 usage error."})
final class PhoneRevokeCommand extends AbstractAccessCommand {
    private static final Set<AccessKind> KINDS = Set.of(AccessKind.PIN, AccessKind.PIN_CODE);

    @Parameters(index = "0", paramLabel = "DISTRICT", description = "The district.")
    private String district;

    @Parameters(index = "1", paramLabel = "BADGE", description = "The badge of the officer.")
    private String badge;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who revokes it. The name is recorded, but not verified.")
    private String by;

    @Override
    public Integer call() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        AccessRevocation revocation = revocation(now, by);
        ClientSettings clients = requireTopics(readConfiguration(), Topics.ACCESS);
        List<AccessGrant> grants = read(clients).stream()
                .filter(grant -> KINDS.contains(grant.kind())
                        && grant.district().equals(district)
                        && grant.subject().equals(badge)
                        && grant.statusAt(now) == GrantStatus.VALID)
                .toList();
        if (grants.isEmpty()) {
            throw new CommandFailedException("officer '" + badge + "' of district '" + district
                    + "' has no PIN and no code; 'postwatch access list' lists them");
        }
        grants.forEach(grant -> {
            write(clients, grant.revoked(revocation));
            out().println("revoked: " + grant.id() + ", " + grant.kind().wireName() + " of officer '" + badge
                    + "' of district '" + district + "'");
        });
        return 0;
    }
}
