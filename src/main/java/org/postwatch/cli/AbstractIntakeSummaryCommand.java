package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.SourceSummaryReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.intake.SourceSummary;
import org.postwatch.intake.SourceSummary.ConnectionSummary.ConnectionStatus;
import org.postwatch.notification.model.DurationFormat;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Option;

/** The base of commands that show what instances reported of the sources of the plans in force. */
abstract class AbstractIntakeSummaryCommand extends AbstractConfiguredCommand {
    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only this district's sources.")
    private String district;

    @Option(names = "--json", description = "One JSON object a line; times are UTC.")
    private boolean json;

    @Override
    public final Integer call() {
        ClientSettings clients = requireTopics(readConfiguration(), Topics.PLANS, Topics.INTAKE_SOURCES);
        Instant now = Instant.now();
        List<SourceSummary> reports = read(clients, now);
        if (reports.isEmpty()) {
            if (district != null) {
                KnownDistricts.require(district, clients, Set.of());
            }
            err().println("postwatch: "
                    + (district == null ? "no district has sources" : "district '" + district + "' has no sources")
                    + "; write an intake.yaml beside its district.yaml (docs/intake.md)");
            return 0;
        }
        if (reports.stream().allMatch(report -> report.connection().status() == ConnectionStatus.NO_INSTANCE)) {
            err().println("postwatch: no instance with the role intake has reported for "
                    + DurationFormat.format(SourceSummary.MAX_SILENCE) + ": what follows may be old");
        }
        if (json) {
            jsonLines(reports).forEach(out()::println);
        } else {
            show(reports, DistrictTimeZones.of(clients, this::isWanted), now);
        }
        return 0;
    }

    private List<SourceSummary> read(ClientSettings clients, Instant now) {
        try {
            return SourceSummaryReader.read(clients, this::isWanted, now);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new CommandFailedException("cannot read the sources of intake: " + e.getMessage(), e);
        }
    }

    private boolean isWanted(String id) {
        return district == null || district.equals(id);
    }

    /** @param reports one at least */
    abstract void show(List<SourceSummary> reports, DistrictTimeZones zones, Instant now);

    abstract List<String> jsonLines(List<SourceSummary> reports);
}
