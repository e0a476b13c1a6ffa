package org.postwatch.cli;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;

/** The districts whose documents were applied, without Postwatch's canary districts. */
record KnownDistricts(TreeSet<String> ids) {
    /** @throws KafkaException when the plans cannot be read */
    static KnownDistricts of(ClientSettings clients) {
        return new KnownDistricts(new TreeSet<>(CompactedTopicReader.readLatest(
                        clients,
                        Topics.PLANS,
                        key -> DistrictKey.isDistrict(key) && !key.startsWith(District.CANARY_PREFIX))
                .keySet()));
    }

    /**
     * Fails if a district does not exist: its id may be mistyped.
     *
     * @param others further ids that exist, for example if this login may not read the plans
     * @throws CommandFailedException if there is no such district, with the nearest name
     */
    static void require(String district, ClientSettings clients, Set<String> others) {
        TreeSet<String> known = new TreeSet<>(others);
        try {
            known.addAll(of(clients).ids());
        } catch (KafkaException e) {
            if (known.isEmpty()) {
                throw new CommandFailedException(
                        "unknown district '" + district + "', and this login cannot read " + Topics.PLANS
                                + " to look it up: " + e.getMessage(),
                        e);
            }
        }
        if (!known.contains(district)) {
            throw new CommandFailedException(NameSuggestion.unknownNameMessage("district", district, known)
                    + (known.isEmpty() ? ": no plan was applied yet" : ""));
        }
    }
}
