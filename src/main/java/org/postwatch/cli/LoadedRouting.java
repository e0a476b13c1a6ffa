package org.postwatch.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.streams.Topics;

/**
 * The routing of a district, from a folder or from the plans in force.
 *
 * @param routing with all mandatory denials in force, if it is from the plans in force
 * @param from its source, as a phrase
 */
record LoadedRouting(RoutingConfig routing, String source) {
    /**
     * @param district a folder with documents; if there is none of this name, the id of a district
     * @throws CommandFailedException if there is neither, or the documents have errors
     */
    static LoadedRouting load(AbstractConfiguredCommand command, String district) {
        Path folder = Path.of(district);
        return Files.isRegularFile(folder.resolve(DistrictDocuments.DISTRICT_FILE))
                ? fromDocuments(command, folder, command.readConfiguration().agencyClasses())
                : fromBroker(command, district);
    }

    private static LoadedRouting fromDocuments(AbstractCommand command, Path folder, AgencyClasses classes) {
        DistrictParseResult reading = DistrictDocuments.read(folder, classes);
        reading.diagnostics().stream().map(Diagnostic::toString).forEach(command.err()::println);
        RoutingConfig routing = reading.compiled()
                .orElseThrow(() -> new CommandFailedException(folder + ": the documents have errors"))
                .routing();
        return new LoadedRouting(routing, "the documents in " + folder);
    }

    private static LoadedRouting fromBroker(AbstractConfiguredCommand command, String district) {
        if (district.contains("/")) {
            throw new CommandFailedException(district + ": neither a folder with a " + DistrictDocuments.DISTRICT_FILE
                    + " nor the id of a district");
        }
        ClientSettings clients = command.requireTopics(command.readConfiguration(), Topics.PLANS);
        try {
            CurrentPlan known = PlanRepository.read(clients, Set.of(district)).get(district);
            if (known.district().isEmpty()) {
                throw new CommandFailedException(
                        "no folder '" + district + "' with a " + DistrictDocuments.DISTRICT_FILE
                                + ", and no plan of a district '" + district + "' was applied");
            }
            return new LoadedRouting(
                    known.routing()
                            .map(routing -> routing.withDenials(known.retainedDenials()))
                            .orElseThrow(() -> new CommandFailedException("district '" + district
                                    + "' was applied without routes; apply its documents again")),
                    "the plans in force");
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }
}
