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
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.streams.Topics;
import org.postwatch.wire.RoutingJson;

/** The recipients that have a topic of their own, by district. */
final class RecipientTopicLookup {
    private RecipientTopicLookup() {}

    /** @throws CommandFailedException if documents have errors: a mistyped line must not remove ACLs */
    static Map<String, Set<String>> fromDocuments(AbstractCommand command, List<Path> folders, AgencyClasses classes) {
        DistrictFolders read = DistrictFolders.read(command, folders, classes);
        read.diagnostics().forEach(command.err()::println);
        if (read.hasErrors()) {
            throw new CommandFailedException("the documents have errors: " + read.summary());
        }
        return byDistrict(
                read.districts().stream().map(CompiledDistrict::routing).toList());
    }

    /** @throws CommandFailedException when they cannot be read whole */
    static Map<String, Set<String>> fromBroker(AbstractConfiguredCommand command, Configuration configuration) {
        ClientSettings clients = command.requireTopics(configuration, Topics.PLANS);
        try {
            return byDistrict(
                    CompactedTopicReader.readLatest(clients, Topics.PLANS, RoutingJson::isRoutingKey).values().stream()
                            .map(value -> RoutingJson.decode(value.getBytes(StandardCharsets.UTF_8)))
                            .toList());
        } catch (KafkaException | IllegalArgumentException e) {
            throw new CommandFailedException(
                    "cannot read the recipients from " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Set<String>> byDistrict(Collection<RoutingConfig> routings) {
        Map<String, Set<String>> known = new TreeMap<>();
        routings.forEach(routing -> known.put(
                routing.district(),
                routing.recipients().values().stream()
                        .filter(recipient -> recipient.address().endpoints().contains(Endpoint.RECIPIENT_TOPIC))
                        .map(Recipient::id)
                        .collect(Collectors.toCollection(TreeSet::new))));
        return known;
    }
}
