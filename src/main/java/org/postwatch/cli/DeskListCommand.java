package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = {
            "List the tablets that were enrolled as front desks, the oldest first, with their status: valid or revoked.",
            "",
            "Example:",
            "  postwatch desk list elm",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 failure, 2 usage error."})
final class DeskListCommand extends AbstractAccessCommand {
    @Parameters(arity = "0..1", paramLabel = "DISTRICT", description = "Only desks of this district.")
    private String district;

    @Override
    public Integer call() {
        ClientSettings clients = requireTopics(readConfiguration(), Topics.ACCESS);
        List<AccessGrant> desks = read(clients).stream()
                .filter(grant ->
                        grant.kind() == AccessKind.DESK && (district == null || district.equals(grant.district())))
                .toList();
        if (desks.isEmpty()) {
            err().println("postwatch: no tablet was enrolled yet" + (district == null ? "" : " in '" + district + "'"));
            return 0;
        }
        Instant now = Instant.now();
        DistrictTimeZones zones = DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
        TextTable.format(
                        List.of("ID", "DISTRICT", "CAMPUS", "STATUS", "ENROLLED", "BY", "REVOKED"),
                        desks.stream().map(desk -> cells(desk, now, zones)).toList())
                .forEach(out()::println);
        return 0;
    }

    private static List<String> cells(AccessGrant desk, Instant now, DistrictTimeZones zones) {
        return List.of(
                desk.id(),
                desk.district(),
                desk.subject(),
                desk.statusAt(now).wireName(),
                zones.formatTime(desk.grantedAt(), desk.district()),
                desk.grantedBy(),
                desk.revocation()
                        .map(end -> zones.formatTime(end.at(), desk.district()) + " by " + end.by())
                        .orElse("-"));
    }
}
