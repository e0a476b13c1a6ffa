package org.postwatch.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.UnreadPlans;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.event.DistrictKey;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Show the current state of each campus, since when and why. It is read from postwatch.coverage.",
            "",
            "Districts that no instance has read yet are listed on stderr as 'applied, not read yet'. The worst campuses come first: UNCOVERED, UNKNOWN, ALTERNATIVE, COVERED, NOT_REQUIRED."
                    + " Times are in the time zone of the campus, and with --json in UTC.",
            ""
        })
final class StatusCommand extends AbstractConfiguredCommand {
    @Option(names = "--district", paramLabel = "ID", description = "Only this district.")
    private String district;

    @Option(names = "--json", description = "Print the values of the topic, one per line, in the order of their keys.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration read = readConfiguration();
        ClientSettings clients = requireTopics(read, Topics.COVERAGE);
        // Before the coverage: what is read by then has its results there.
        Set<String> unread = unreadDistricts(read, clients);
        Map<String, String> latest = new TreeMap<>(read(read, clients));
        if (district != null) {
            Set<String> known = latest.keySet().stream()
                    .map(DistrictKey::districtOf)
                    .filter(id -> !id.startsWith(District.CANARY_PREFIX))
                    .collect(Collectors.toSet());
            latest.keySet().removeIf(key -> !DistrictKey.districtOf(key).equals(district));
            if (latest.isEmpty()) {
                KnownDistricts.require(district, clients, known);
            }
        }
        unread.forEach(id -> err().println("postwatch: district '" + id
                + "' is applied, not read yet. An instance reads it within seconds of its start; if none runs, start one"
                + " with 'postwatch run'"));
        if (latest.isEmpty()) {
            if (unread.isEmpty()) {
                err().println("postwatch: " + emptyMessage());
            }
        } else if (json) {
            latest.values().forEach(out()::println);
        } else {
            DistrictTimeZones zones = DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
            List<CampusStatusRow> lines = latest.values().stream()
                    .map(value -> CampusStatusRow.of(value, zones))
                    .sorted()
                    .toList();
            TextTable.format(
                            List.of("DISTRICT", "CAMPUS", "STATE", "SINCE", "WHY"),
                            lines.stream().map(CampusStatusRow::cells).toList())
                    .forEach(out()::println);
        }
        return 0;
    }

    /** None where this login may not see the offsets or the plans. */
    private Set<String> unreadDistricts(Configuration configuration, ClientSettings clients) {
        try {
            return UnreadPlans.districts(clients, configuration.streams().applicationId()).stream()
                    .filter(id -> district == null || id.equals(district))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (AuthorizationException e) {
            return Set.of();
        } catch (KafkaException e) {
            err().println("postwatch: districts that are applied and not read yet are not listed: " + e.getMessage());
            return Set.of();
        }
    }

    private static Map<String, String> read(Configuration configuration, ClientSettings clients) {
        try {
            return CompactedTopicReader.readLatest(clients, Topics.COVERAGE);
        } catch (KafkaException e) {
            throw new CommandFailedException(
                    "cannot read " + Topics.COVERAGE + " from " + configuration.bootstrapServers() + ": "
                            + e.getMessage() + "; check that an instance is running ('postwatch run')",
                    e);
        }
    }

    private String emptyMessage() {
        return district == null
                ? "no campus is known yet; run 'postwatch plan apply' first"
                : "no campus of '" + district + "' is known yet";
    }
}
