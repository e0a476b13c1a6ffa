package org.postwatch.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.codec.document.Fault;
import org.postwatch.codec.document.Reading;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.PlanRegister;
import org.postwatch.runtime.PlanRegister.InForce;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The routing of a district, out of a folder or out of a running instance.
 *
 * @param routing out of a running instance with all bars that hold, whatever its documents say now
 * @param from where it was found, in words
 */
record KnownRouting(Routing routing, String from) {
    /**
     * @param district a folder of documents, or, where there is none of that name, the id of a district
     * @throws CommandFailed when there is neither, or the documents have errors
     */
    static KnownRouting of(CommandSpec spec, String district, ConfigurationOption configuration) {
        Path folder = Path.of(district);
        return Files.isRegularFile(folder.resolve(DistrictDocuments.DISTRICT_FILE))
                ? documents(spec, folder, configuration.read().agencyClasses())
                : inForce(district, configuration);
    }

    private static KnownRouting documents(CommandSpec spec, Path folder, AgencyClasses classes) {
        Reading reading = DistrictDocuments.read(folder, classes);
        PrintWriter err = spec.commandLine().getErr();
        reading.faults().stream().map(Fault::toString).forEach(err::println);
        Routing routing = reading.compiled()
                .orElseThrow(() -> new CommandFailed(folder + ": the documents have errors"))
                .routing();
        return new KnownRouting(routing, "the documents in " + folder);
    }

    private static KnownRouting inForce(String district, ConfigurationOption configuration) {
        if (district.contains("/")) {
            throw new CommandFailed(
                    district + ": no folder with a " + DistrictDocuments.DISTRICT_FILE + ", and no id of a district");
        }
        ClientSettings clients = Reached.clients(configuration.read(), List.of(Topics.PLANS));
        try {
            InForce known = PlanRegister.read(clients, Set.of(district)).get(district);
            if (known.district().isEmpty()) {
                throw new CommandFailed("no folder '" + district + "' with a " + DistrictDocuments.DISTRICT_FILE
                        + ", and no plan of a district '" + district + "' was applied");
            }
            return new KnownRouting(
                    known.routing()
                            .map(routing -> routing.withDenials(known.bars()))
                            .orElseThrow(() -> new CommandFailed("district '" + district
                                    + "' was applied without routes; apply its documents again")),
                    "what is in force");
        } catch (KafkaException e) {
            throw new CommandFailed("cannot read " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }
}
