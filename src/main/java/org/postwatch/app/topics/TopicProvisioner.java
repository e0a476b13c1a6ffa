package org.postwatch.app.topics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.postwatch.streams.TopicSpec;

/**
 * Creates missing topics and checks existing ones. It never changes a topic: the partition count determines where a
 * district's state is, and retention is the operator's decision.
 *
 * @param partitions of every topic
 * @param replication copies of every partition
 */
public record TopicProvisioner(int partitions, int replication) {
    private static final long MAX_WAIT_SECONDS = 30;

    /**
     * Returns when every topic is there as specified.
     *
     * @throws TopicProvisioningException with all differences at once, or when the broker cannot be reached within 30 s
     */
    public void ensure(Admin admin, Collection<TopicSpec> wanted) {
        Map<String, TopicDescription> found = describe(admin, wanted);
        List<String> differences = differences(admin, wanted, found);
        if (!differences.isEmpty()) {
            throw new TopicProvisioningException(
                    "topics are not as Postwatch needs them; change or delete them, or adjust topics.partitions and"
                            + " topics.replication:",
                    differences,
                    null);
        }
        create(admin, missing(wanted, found));
        awaitVisible(admin, wanted);
    }

    /**
     * The differences from the specification, including missing topics; empty if there are none. Changes nothing.
     *
     * @throws TopicProvisioningException if that cannot be determined within 30 s
     */
    public List<String> differences(Admin admin, Collection<TopicSpec> wanted) {
        Map<String, TopicDescription> found = describe(admin, wanted);
        List<String> differences = new ArrayList<>();
        missing(wanted, found).forEach(spec -> differences.add("topic " + spec.name() + ": missing"));
        differences.addAll(differences(admin, wanted, found));
        return differences;
    }

    private static List<TopicSpec> missing(Collection<TopicSpec> wanted, Map<String, TopicDescription> found) {
        return wanted.stream().filter(spec -> !found.containsKey(spec.name())).toList();
    }

    private List<String> differences(Admin admin, Collection<TopicSpec> wanted, Map<String, TopicDescription> found) {
        Map<String, Config> settings = topicConfigs(admin, found.keySet());
        return wanted.stream()
                .filter(spec -> found.containsKey(spec.name()))
                .flatMap(spec -> differences(spec, found.get(spec.name()), settings.get(spec.name())).stream())
                .toList();
    }

    /** A new topic is not visible on every broker at once, and Streams would treat it as missing. */
    private static void awaitVisible(Admin admin, Collection<TopicSpec> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
        while (describe(admin, wanted).size() < wanted.size()) {
            if (System.nanoTime() > deadline) {
                throw new TopicProvisioningException(
                        "topics were created but are not visible within " + MAX_WAIT_SECONDS + " s", List.of(), null);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private List<String> differences(TopicSpec wanted, TopicDescription found, Config config) {
        List<String> differences = new ArrayList<>();
        addDifference(
                differences,
                wanted,
                "partitions",
                Integer.toString(found.partitions().size()),
                Integer.toString(partitions));
        int copies = found.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        addDifference(differences, wanted, "replication", Integer.toString(copies), Integer.toString(replication));
        wanted.toConfig()
                .forEach((name, value) -> addDifference(
                        differences,
                        wanted,
                        name,
                        config.get(name) == null ? "nothing" : config.get(name).value(),
                        value));
        return differences;
    }

    private static void addDifference(
            List<String> differences, TopicSpec topic, String what, String found, String wanted) {
        if (!toElements(found).equals(toElements(wanted))) {
            differences.add("topic " + topic.name() + ": " + what + " found " + found + ", expected " + wanted);
        }
    }

    /** A list setting means the same in any order. */
    private static Set<String> toElements(String value) {
        return new TreeSet<>(Arrays.asList(value.split(",")));
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<TopicSpec> wanted) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(wanted.stream().map(TopicSpec::name).toList())
                .topicNameValues()
                .forEach((name, future) -> {
                    try {
                        found.put(name, await(future, "describe the topic " + name));
                    } catch (TopicProvisioningException e) {
                        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                            throw e;
                        }
                    }
                });
        return found;
    }

    private static Map<String, Config> topicConfigs(Admin admin, Set<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Config> settings = new HashMap<>();
        await(admin.describeConfigs(resources).all(), "read the settings of the topics")
                .forEach((resource, config) -> settings.put(resource.name(), config));
        return settings;
    }

    private void create(Admin admin, List<TopicSpec> missing) {
        List<NewTopic> topics = missing.stream()
                .map(spec -> new NewTopic(spec.name(), partitions, (short) replication).configs(configOf(spec)))
                .toList();
        admin.createTopics(topics).values().forEach((name, future) -> {
            try {
                await(future, "create the topic " + name);
            } catch (TopicProvisioningException e) {
                // Another instance that starts at the same time created the same topic.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
    }

    private Map<String, String> configOf(TopicSpec spec) {
        Map<String, String> settings = new HashMap<>(spec.toConfig());
        if (spec.timestampType() == TopicSpec.TimestampType.CREATE_TIME) {
            // A replay may be dated in the future, and what follows from it then is, too.
            settings.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        }
        if (replication >= 3) {
            settings.put("min.insync.replicas", Integer.toString(replication - 1));
        }
        return settings;
    }

    /**
     * Waits for the answer to a request.
     *
     * @param what what the request does, as {@code list the topics}
     * @throws TopicProvisioningException when the broker rejects it or does not answer within 30 s
     */
    public static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new TopicProvisioningException(
                    "cannot " + what + ": " + e.getCause().getMessage(), List.of(), e.getCause());
        } catch (TimeoutException e) {
            throw new TopicProvisioningException(
                    "cannot " + what + ": no answer within " + MAX_WAIT_SECONDS + " s", List.of(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicProvisioningException("interrupted while trying to " + what, List.of(), e);
        }
    }
}
