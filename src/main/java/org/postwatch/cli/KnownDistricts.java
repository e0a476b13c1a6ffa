package org.postwatch.cli;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.postwatch.plan.District;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Latest;
import org.postwatch.text.NameSuggestion;
import org.postwatch.topology.Topics;

/** The districts whose documents were applied, without the canaries of Postwatch itself. */
record KnownDistricts(TreeSet<String> ids) {
    /** @throws KafkaException when the plans cannot be read */
    static KnownDistricts of(ClientSettings clients) {
        return new KnownDistricts(new TreeSet<>(
                Latest.of(clients, Topics.PLANS, key -> !key.contains("/") && !key.startsWith(District.CANARY))
                        .keySet()));
    }

    /**
     * For a command that found nothing of a district: it may be mistyped.
     *
     * @param others that are known although the plans do not have them, or this login may not read the plans
     * @throws CommandFailed when there is no such district, with the nearest name
     */
    static void require(String district, ClientSettings clients, Set<String> others) {
        TreeSet<String> known = new TreeSet<>(others);
        try {
            known.addAll(of(clients).ids());
        } catch (KafkaException e) {
            if (known.isEmpty()) {
                throw new CommandFailed(
                        "nothing is on record of district '" + district + "', and this login cannot read "
                                + Topics.PLANS + " to look it up: " + e.getMessage(),
                        e);
            }
        }
        if (!known.contains(district)) {
            throw new CommandFailed(NameSuggestion.unknownNameMessage("district", district, known)
                    + (known.isEmpty() ? ": no plan was applied yet" : ""));
        }
    }
}
