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

/** The districts whose documents were applied, without the canaries of Postwatch itself. */
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
     * For a command that found nothing of a district: it may be mistyped.
     *
     * @param others that are known although the plans do not have them, or this login may not read the plans
     * @throws CommandFailedException when there is no such district, with the nearest name
     */
    static void require(String district, ClientSettings clients, Set<String> others) {
        TreeSet<String> known = new TreeSet<>(others);
        try {
            known.addAll(of(clients).ids());
        } catch (KafkaException e) {
            if (known.isEmpty()) {
                throw new CommandFailedException(
                        "nothing is on record of district '" + district + "', and this login cannot read "
                                + Topics.PLANS + " to look it up: " + e.getMessage(),
                        e);
            }
        }
        if (!known.contains(district)) {
            throw new CommandFailedException(NameSuggestion.unknownNameMessage("district", district, known)
                    + (known.isEmpty() ? ": no plan was applied yet" : ""));
        }
    }
}
