package org.postwatch.app.acls;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.InstanceRole;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.app.intake.SourceOwnership;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.streams.Topics;

/** The minimal rules of each role. Since Kafka 3.0 an idempotent producer needs only the right to write. */
public final class RoleAcls {
    /** The prefix of all topics and consumer groups. */
    static final String NAME_PREFIX = "postwatch.";

    private final Set<AclRule> rules = new LinkedHashSet<>();

    private RoleAcls() {}

    /** @param configuration of the instances: the application ids and the roles */
    public static Set<AclRule> of(AclRole role, Configuration configuration) {
        RoleAcls all = new RoleAcls();
        Runnable addition = switch (role) {
            case INSTANCE -> () -> all.instance(configuration);
            case DELIVERY -> () -> all.delivery();
            case INTAKE -> () -> all.intake();
            case PROVISIONER -> () -> all.allow(TOPIC, PREFIXED, NAME_PREFIX, CREATE, DESCRIBE, DESCRIBE_CONFIGS);
            case PLANNER -> () -> all.planner();
            case ACCESS_ADMINISTRATOR -> () -> all.accessAdministrator();
            case FEED_ENTRANCE -> () -> all.write(Topics.ENTRANCE_EVENTS);
            case FEED_CAMERA -> () -> all.write(Topics.CAMERA_EVENTS);
            case FEED_STAFFING -> () -> all.write(Topics.STAFFING_EVENTS);
            case FEED_CONDUCT -> () -> all.write(Topics.CONDUCT_EVENTS);
            case OPERATIONS_CENTER -> () -> all.operationsCenter(configuration);
            case SCHOOL_ADMINISTRATION -> () -> all.reader(role, Topics.CONDUCT_EVENTS);
            case ANALYTICS -> () -> all.reader(role, Topics.INTERVALS);
            case AUDITOR ->
                () -> all.reader(
                        role,
                        Topics.NOTICES,
                        Topics.DELIVERIES,
                        Topics.PENDING_DELIVERIES,
                        Topics.DISCLOSURES,
                        Topics.PLANS);
            case FEED_SUPPORT ->
                () -> all.reader(role, Topics.DEAD_LETTERS, Topics.INTAKE_SOURCES, Topics.ROSTERS, Topics.PLANS);
        };
        addition.run();
        return all.rules;
    }

    /** A recipient with a topic reads it in groups whose names start with the topic's name and a dot. */
    public static Set<AclRule> ofRecipient(String district, String recipient) {
        RoleAcls all = new RoleAcls();
        String topic = KafkaChannel.topicName(district, recipient);
        all.read(topic);
        // A dot is in no id, so board's groups are not those of board-2.
        all.allow(GROUP, PREFIXED, topic + ".", READ);
        return all.rules;
    }

    private void instance(Configuration configuration) {
        // Every instance checks at its start that all topics have the required settings, even those that it does not
        // use.
        allow(TOPIC, PREFIXED, NAME_PREFIX, DESCRIBE, DESCRIBE_CONFIGS);
        for (InstanceRole role : configuration.roles()) {
            Runnable addition = switch (role) {
                case COVERAGE -> () -> coverage(configuration);
                case NOTIFICATION -> () -> notification(configuration);
                case DELIVERY -> () -> delivery();
                case INTAKE -> () -> intake();
            };
            addition.run();
        }
    }

    private void coverage(Configuration configuration) {
        application(configuration.streams().applicationId());
        read(
                Topics.PLANS,
                Topics.CLOCK,
                Topics.ENTRANCE_EVENTS,
                Topics.CAMERA_EVENTS,
                Topics.STAFFING_EVENTS,
                Topics.COMMANDS,
                Topics.MISPLACED);
        write(
                Topics.COVERAGE,
                Topics.INTERVALS,
                Topics.INCIDENTS,
                Topics.TRANSITIONS,
                Topics.CANARIES,
                Topics.DEAD_LETTERS,
                Topics.CLOCK,
                Topics.MISPLACED);
        if (configuration.management().isEnabled()) {
            // For the metrics that count campuses. Other metrics need no topic.
            read(Topics.COVERAGE);
        }
    }

    private void notification(Configuration configuration) {
        application(configuration.notification().applicationId());
        read(Topics.PLANS, Topics.CLOCK, Topics.COMMANDS, Topics.MISPLACED);
        write(Topics.MISPLACED, Topics.DEAD_LETTERS);
        read(Topics.TRANSITIONS, Topics.CANARIES, Topics.CONDUCT_EVENTS, Topics.DELIVERIES, Topics.PENDING_DELIVERIES);
        write(Topics.ALERTS, Topics.NOTICES, Topics.DISCLOSURES);
        read(Topics.SECRETS);
        write(Topics.SECRETS);
        if (configuration.notification().isWatchdogEnabled()) {
            // Canaries, and the districts that they are of.
            write(Topics.PLANS, Topics.STAFFING_EVENTS);
        }
    }

    /** Its group, its changelogs, its transactions. */
    private void application(String id) {
        allow(GROUP, LITERAL, id, READ);
        allow(TOPIC, PREFIXED, id + "-", READ, WRITE, CREATE);
        allow(TRANSACTIONAL_ID, PREFIXED, id + "-", WRITE);
    }

    private void delivery() {
        read(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS);
        write(Topics.DELIVERIES, Topics.PENDING_DELIVERIES);
        allow(GROUP, LITERAL, DeliveryWorker.GROUP_ID, READ);
        allow(TOPIC, PREFIXED, KafkaChannel.TOPIC_PREFIX, WRITE, CREATE);
    }

    private void intake() {
        // Coverage, to show it at front desks.
        read(Topics.PLANS, Topics.ACCESS, Topics.ROSTERS, Topics.DEAD_LETTERS, Topics.COVERAGE);
        // A device that is enrolled.
        write(Topics.ACCESS);
        write(Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS, Topics.CONDUCT_EVENTS);
        write(Topics.INTAKE_SOURCES, Topics.ROSTERS);
        allow(GROUP, LITERAL, SourceOwnership.GROUP_ID, READ);
    }

    private void planner() {
        read(Topics.PLANS);
        write(Topics.PLANS);
        allow(TRANSACTIONAL_ID, LITERAL, PlanRepository.TRANSACTIONAL_ID, WRITE);
    }

    private void accessAdministrator() {
        // The plans, to warn of a feed that none has.
        read(Topics.ACCESS, Topics.PLANS);
        write(Topics.ACCESS);
    }

    private void operationsCenter(Configuration configuration) {
        reader(
                AclRole.OPERATIONS_CENTER,
                Topics.COVERAGE,
                Topics.INTERVALS,
                Topics.INCIDENTS,
                Topics.TRANSITIONS,
                Topics.ALERTS,
                Topics.INTAKE_SOURCES,
                Topics.ROSTERS,
                Topics.PLANS);
        write(Topics.COMMANDS);
        // To determine the result of a command: whether it was processed, and whether a record was rejected meanwhile.
        allow(GROUP, LITERAL, configuration.streams().applicationId(), DESCRIBE);
        allow(GROUP, LITERAL, configuration.notification().applicationId(), DESCRIBE);
        allow(TOPIC, LITERAL, Topics.DEAD_LETTERS, DESCRIBE);
    }

    private void reader(AclRole role, String... topics) {
        read(topics);
        allow(GROUP, PREFIXED, NAME_PREFIX + role.wireName() + ".", READ);
    }

    private void read(String... topics) {
        for (String topic : topics) {
            allow(TOPIC, LITERAL, topic, READ);
        }
    }

    private void write(String... topics) {
        for (String topic : topics) {
            allow(TOPIC, LITERAL, topic, WRITE);
        }
    }

    private void allow(ResourceType type, PatternType match, String name, AclOperation... operations) {
        for (AclOperation operation : operations) {
            rules.add(new AclRule(operation, new ResourcePattern(type, name, match)));
        }
    }
}
