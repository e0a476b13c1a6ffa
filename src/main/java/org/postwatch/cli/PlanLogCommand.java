package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.Topics;
import org.postwatch.wire.PlanRevisionJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        description = {
            "Show who applied which documents, when and why, and what changed. The oldest is shown first.",
            "",
            "Example:",
            "  postwatch plan log --district socorro-nm",
            ""
        })
final class PlanLogCommand extends AbstractConfiguredCommand {
    @Option(names = "--district", paramLabel = "ID", description = "Only this district.")
    private String district;

    @Option(names = "--json", description = "One JSON object per apply.")
    private boolean json;

    @Override
    public Integer call() {
        ClientSettings clients = requireTopics(readConfiguration(), Topics.PLANS);
        List<PlanRevision> log = log(clients);
        if (log.isEmpty() && district != null) {
            KnownDistricts.require(district, clients, Set.of());
        }
        DistrictTimeZones zones = DistrictTimeZones.of(clients, id -> district == null || id.equals(district));
        for (PlanRevision applied : log) {
            if (json) {
                out().println(new String(PlanRevisionJson.encode(applied), StandardCharsets.UTF_8));
            } else {
                PlanRevisionFormatter.format(applied, zones).forEach(out()::println);
            }
        }
        if (log.isEmpty()) {
            err().println("postwatch: no plan was applied yet" + (district == null ? "" : " for '" + district + "'"));
        }
        return 0;
    }

    private List<PlanRevision> log(ClientSettings clients) {
        try {
            return PlanRepository.history(clients, Optional.ofNullable(district));
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }
}
