package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.document.Compiled;
import org.postwatch.delivery.cap.CapChannel;
import org.postwatch.routing.Address;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Latest;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Model.CommandSpec;

/** The recipients that have a topic of their own, by district. */
final class RecipientTopicsKnown {
    private RecipientTopicsKnown() {}

    /** @throws CommandFailed when documents have errors: rights are not taken away for a mistyped line */
    static Map<String, Set<String>> documents(CommandSpec spec, List<Path> folders, AgencyClasses classes) {
        Folders read = Folders.read(spec, folders, classes);
        read.faults().forEach(spec.commandLine().getErr()::println);
        if (read.hasErrors()) {
            throw new CommandFailed("the documents have errors: " + read.summary());
        }
        return byDistrict(read.compiled().stream().map(Compiled::routing).toList());
    }

    /** @throws CommandFailed when they cannot be read whole */
    static Map<String, Set<String>> inForce(Configuration configuration) {
        ClientSettings clients = Reached.clients(configuration, List.of(Topics.PLANS));
        try {
            return byDistrict(Latest.of(clients, Topics.PLANS, RoutingJson::isRouting).values().stream()
                    .map(value -> RoutingJson.decode(value.getBytes(StandardCharsets.UTF_8)))
                    .toList());
        } catch (KafkaException | IllegalArgumentException e) {
            throw new CommandFailed("cannot read the recipients from " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Set<String>> byDistrict(Collection<Routing> routings) {
        Map<String, Set<String>> known = new TreeMap<>();
        routings.forEach(routing -> known.put(
                routing.district(),
                routing.recipients().values().stream()
                        .filter(recipient -> hasTopic(recipient.address()))
                        .map(Recipient::id)
                        .collect(Collectors.toCollection(TreeSet::new))));
        return known;
    }

    private static boolean hasTopic(Address address) {
        return address instanceof Address.Kafka
                || address instanceof Address.Cap cap && cap.to().text().equals(CapChannel.TOPIC);
    }
}
