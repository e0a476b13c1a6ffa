package org.postwatch.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictExport;
import org.postwatch.documents.IntakeExport;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.Campus;
import org.postwatch.streams.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write the plan that was applied last as documents, from which 'plan apply' makes the same plan.",
            "",
            "Comments are not part of a plan and are lost. So is the order of officers and feeds, and which files and defaults"
                    + " values came from. Nothing is written over a file, and nothing is written if the documents would not"
                    + " compile to the same plan.",
            "",
            "Example:",
            "  postwatch plan export socorro-nm --into /tmp/socorro-nm",
            ""
        })
final class PlanExportCommand extends AbstractConfiguredCommand {
    @Parameters(arity = "1", paramLabel = "DISTRICT", description = "The id of the district.")
    private String district;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "The folder to write into. It must have no documents yet.")
    private Path folder;

    @Override
    public Integer call() {
        Configuration settings = readConfiguration();
        DocumentFolder documents = new DocumentFolder(this, folder, settings.agencyClasses());
        CompiledDistrict plan = plan(requireTopics(settings, Topics.PLANS));
        ProfileDirectory profiles = ProfileDirectory.ofRelease();
        List<String> header = List.of(
                "Exported from the plan in force. Comments are not part of a plan: those of the original documents are lost.");
        documents
                .with(DistrictExport.documents(plan, header, profiles))
                .withTexts(IntakeExport.profileTexts(plan.intake(), profiles))
                .write(plan)
                .forEach(file -> out().println("wrote " + file));
        return 0;
    }

    private CompiledDistrict plan(ClientSettings clients) {
        try {
            CurrentPlan current = PlanRepository.read(clients, Set.of(district)).get(district);
            if (current.district().isEmpty()) {
                KnownDistricts.require(district, clients, Set.of());
                throw new CommandFailedException("district '" + district + "' has no plan");
            }
            RoutingConfig routing = current.routing()
                    .orElseThrow(() -> new CommandFailedException("the routing of district '" + district
                            + "' cannot be read; apply its documents again before you export them"));
            return new CompiledDistrict(
                    current.district().get().withMonitoredFrom(Instant.MIN),
                    campuses(current, routing),
                    routing,
                    current.intake());
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }

    /** The last version of each campus of the documents. A campus that was removed has a version without posts. */
    private static Map<String, Campus> campuses(CurrentPlan current, RoutingConfig routing) {
        Map<String, Campus> campuses = new LinkedHashMap<>();
        current.campuses().forEach((id, versions) -> {
            if (routing.campuses().containsKey(id)) {
                campuses.put(id, versions.versions().lastEntry().getValue());
            }
        });
        return campuses;
    }
}
