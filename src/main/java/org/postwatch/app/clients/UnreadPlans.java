package org.postwatch.app.clients;

import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;

/**
 * Finds the districts that were applied and that no instance has read yet: their records on the topic of plans lie behind the
 * committed offsets. An instance commits an offset together with the results, so the coverage of all others is published.
 */
public final class UnreadPlans {
    private UnreadPlans() {}

    /**
     * The ids of the districts, without canaries.
     *
     * @param applicationId of COVERAGE
     * @throws AuthorizationException when this login may not see the offsets or the plans
     * @throws KafkaException when the broker does not answer
     */
    public static TreeSet<String> districts(ClientSettings clients, String applicationId) {
        TreeSet<String> districts = new TreeSet<>();
        CompactedTopicReader.readLatest(
                        clients,
                        Topics.PLANS,
                        key -> !key.startsWith(District.CANARY_PREFIX),
                        committedOffsets(clients, applicationId))
                .keySet()
                .forEach(key -> districts.add(DistrictKey.districtOf(key)));
        return districts;
    }

    private static Map<TopicPartition, Long> committedOffsets(ClientSettings clients, String applicationId) {
        try (Admin admin = clients.openAdmin()) {
            return BrokerRequests.committedOffsets(admin, applicationId);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
