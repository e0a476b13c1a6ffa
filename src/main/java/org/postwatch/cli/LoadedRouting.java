package org.postwatch.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import picocli.CommandLine.Model.CommandSpec;

/**
 * The routing of a district, out of a folder or out of a running instance.
 *
 * @param routing out of a running instance with all bars that hold, whatever its documents say now
 * @param from where it was found, in words
 */
record LoadedRouting(RoutingConfig routing, String source) {
    /**
     * @param district a folder of documents, or, where there is none of that name, the id of a district
     * @throws CommandFailedException when there is neither, or the documents have errors
     */
    static LoadedRouting load(CommandSpec spec, String district, ConfigurationOption configuration) {
        Path folder = Path.of(district);
        return Files.isRegularFile(folder.resolve(DistrictDocuments.DISTRICT_FILE))
                ? fromDocuments(spec, folder, configuration.read().agencyClasses())
                : fromBroker(district, configuration);
    }

    private static LoadedRouting fromDocuments(CommandSpec spec, Path folder, AgencyClasses classes) {
        DistrictParseResult reading = DistrictDocuments.read(folder, classes);
        PrintWriter err = spec.commandLine().getErr();
        reading.diagnostics().stream().map(Diagnostic::toString).forEach(err::println);
        RoutingConfig routing = reading.compiled()
                .orElseThrow(() -> new CommandFailedException(folder + ": the documents have errors"))
                .routing();
        return new LoadedRouting(routing, "the documents in " + folder);
    }

    private static LoadedRouting fromBroker(String district, ConfigurationOption configuration) {
        if (district.contains("/")) {
            throw new CommandFailedException(
                    district + ": no folder with a " + DistrictDocuments.DISTRICT_FILE + ", and no id of a district");
        }
        ClientSettings clients = BrokerConnection.requireTopics(configuration.read(), List.of(Topics.PLANS));
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
                    "what is in force");
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot read " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }
}
