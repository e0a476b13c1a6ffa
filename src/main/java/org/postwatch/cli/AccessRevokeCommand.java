package org.postwatch.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = {
            "Revoke a grant for good: every instance rejects it within 5 s.",
            "",
            "The grant stays listed. Revoking it again changes nothing.",
            "",
            "Example:",
            "  postwatch access revoke 4f09c1d27ab3 --by lopez",
            ""
        },
        footer = {"", "Exit codes: 0 revoked, 1 unknown id or failure, 2 usage error."})
final class AccessRevokeCommand extends AbstractAccessCommand {
    @Parameters(paramLabel = "ID", description = "The id of the grant, as 'access list' shows it.")
    private String id;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who revokes it. The name is recorded, but not verified.")
    private String by;

    @Override
    public Integer call() {
        AccessRevocation revocation = revocation(Instant.now().truncatedTo(ChronoUnit.MILLIS), by);
        ClientSettings clients = requireTopics(readConfiguration(), Topics.ACCESS);
        AccessGrant grant = read(clients).stream()
                .filter(one -> one.id().equals(id))
                .findAny()
                .orElseThrow(() -> new CommandFailedException(
                        "no grant has the id '" + id + "'; 'postwatch access list' lists them"));
        String what = grant.id() + ", " + grant.kind().noun() + " '" + grant.subject() + "' of district '"
                + grant.district() + "'";
        if (grant.revocation().isPresent()) {
            out().println("already revoked: " + what);
            return 0;
        }
        write(clients, grant.revoked(revocation));
        out().println("revoked: " + what);
        return 0;
    }
}
