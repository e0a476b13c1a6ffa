package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import org.postwatch.access.AccessGrant;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "list",
        description = {
            "List all grants, the oldest first, with their status: valid, expired or revoked.",
            "",
            "The subject of a feed is its source, that of a desk or a sheet its campus, and that of a PIN the badge. Neither tokens, codes, PINs nor their hashes are shown.",
            "",
            "Example:",
            "  postwatch access list --district elm",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 failure, 2 usage error."})
final class AccessListCommand extends AbstractAccessCommand {
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only grants of this district.")
    private String district;

    @Option(names = "--json", description = "One JSON object per grant.")
    private boolean json;

    @Override
    public Integer call() {
        ClientSettings clients = requireTopics(readConfiguration(), Topics.ACCESS);
        List<AccessGrant> grants = read(clients).stream()
                .filter(grant -> district == null || district.equals(grant.district()))
                .toList();
        Instant now = Instant.now();
        if (json) {
            grants.forEach(grant -> out().println(json(grant, now)));
        } else if (!grants.isEmpty()) {
            DistrictTimeZones zones = DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
            TextTable.format(
                            List.of(
                                    "ID",
                                    "DISTRICT",
                                    "KIND",
                                    "SUBJECT",
                                    "STATUS",
                                    "GRANTED",
                                    "BY",
                                    "EXPIRES",
                                    "REVOKED",
                                    "REASON"),
                            grants.stream()
                                    .map(grant -> cells(grant, now, zones))
                                    .toList())
                    .forEach(out()::println);
        }
        if (grants.isEmpty()) {
            err().println("postwatch: no access was granted yet" + (district == null ? "" : " in '" + district + "'"));
        }
        return 0;
    }

    private static List<String> cells(AccessGrant grant, Instant now, DistrictTimeZones zones) {
        return List.of(
                grant.id(),
                grant.district(),
                grant.kind().wireName(),
                grant.subject(),
                grant.statusAt(now).wireName(),
                zones.formatTime(grant.grantedAt(), grant.district()),
                grant.grantedBy(),
                grant.expiresAt()
                        .map(end -> zones.formatTime(end, grant.district()))
                        .orElse("-"),
                grant.revocation()
                        .map(end -> zones.formatTime(end.at(), grant.district()) + " by " + end.by())
                        .orElse("-"),
                grant.reason().orElse("-"));
    }

    private static String json(AccessGrant grant, Instant now) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", grant.id())
                .put("kind", grant.kind().wireName())
                .put("district", grant.district())
                .put("subject", grant.subject())
                .put("status", grant.statusAt(now).wireName())
                .put("grantedBy", grant.grantedBy())
                .put("grantedAt", grant.grantedAt().toString());
        grant.reason().ifPresent(reason -> node.put("reason", reason));
        grant.expiresAt().ifPresent(end -> node.put("expiresAt", end.toString()));
        grant.revocation()
                .ifPresent(end -> node.put("revokedAt", end.at().toString()).put("revokedBy", end.by()));
        return node.toString();
    }
}
