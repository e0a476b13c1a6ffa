package org.postwatch.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;

/** Whether everything is in its place again: every copy in sync, every instance in its groups. */
final class ClusterHealth {
    private final Admin admin;
    private final Map<String, Integer> groups;

    /** @param groups how many members each must have */
    ClusterHealth(Admin admin, Map<String, Integer> groups) {
        this.admin = admin;
        this.groups = groups;
    }

    /** What is missing, in words; empty when nothing is. */
    List<String> findProblems() throws InterruptedException {
        try {
            List<String> missing = new ArrayList<>();
            int nodes = admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size();
            if (nodes < BrokerCluster.BROKERS) {
                missing.add("only " + nodes + " brokers are there");
            }
            Collection<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(5, TimeUnit.SECONDS);
            Map<String, TopicDescription> found =
                    admin.describeTopics(topics).allTopicNames().get(5, TimeUnit.SECONDS);
            found.values()
                    .forEach(topic -> topic.partitions().stream()
                            .filter(p -> p.isr().size() < BrokerCluster.BROKERS || p.leader() == null)
                            .forEach(p -> missing.add(topic.name() + "-" + p.partition() + " in sync: " + p.isr())));
            admin.describeConsumerGroups(groups.keySet())
                    .all()
                    .get(5, TimeUnit.SECONDS)
                    .forEach((id, group) -> {
                        int members = groups.get(id);
                        if (group.groupState() != GroupState.STABLE
                                || group.members().size() != members) {
                            missing.add("group " + id + " is " + group.groupState() + " with "
                                    + group.members().size() + " of " + members);
                        }
                    });
            return missing;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return List.of("the cluster does not answer: " + e);
        }
    }
}
