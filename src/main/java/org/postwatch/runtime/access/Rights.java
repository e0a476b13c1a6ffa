package org.postwatch.runtime.access;

import static org.postwatch.runtime.access.Right.Kind.GROUP;
import static org.postwatch.runtime.access.Right.Kind.TOPIC;
import static org.postwatch.runtime.access.Right.Kind.TRANSACTIONAL_ID;
import static org.postwatch.runtime.access.Right.Match.LITERAL;
import static org.postwatch.runtime.access.Right.Match.PREFIXED;
import static org.postwatch.runtime.access.Right.Operation.CREATE;
import static org.postwatch.runtime.access.Right.Operation.DESCRIBE;
import static org.postwatch.runtime.access.Right.Operation.DESCRIBE_CONFIGS;
import static org.postwatch.runtime.access.Right.Operation.READ;
import static org.postwatch.runtime.access.Right.Operation.WRITE;

import java.util.LinkedHashSet;
import java.util.Set;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.DeliveryWorker;
import org.postwatch.runtime.PlanRegister;
import org.postwatch.topology.Topics;

/**
 * The least that each role needs. No producer needs more than to write: since Kafka 3.0 that is enough for an idempotent one.
 */
public final class Rights {
    /** What all topics and all groups of readers begin with. */
    static final String PREFIX = "postwatch.";

    private final Set<Right> rights = new LinkedHashSet<>();

    private Rights() {}

    /** @param configuration of the instances: the names of their applications, and what is switched on */
    public static Set<Right> of(Role role, Configuration configuration) {
        Rights all = new Rights();
        switch (role) {
            case INSTANCE -> all.instance(configuration);
            case DELIVERY -> all.delivery();
            case PROVISIONER -> all.may(TOPIC, PREFIXED, PREFIX, CREATE, DESCRIBE, DESCRIBE_CONFIGS);
            case PLANNER -> all.planner();
            case FEED_ENTRANCE -> all.write(Topics.ENTRANCE_EVENTS);
            case FEED_CAMERA -> all.write(Topics.CAMERA_EVENTS);
            case FEED_STAFFING -> all.write(Topics.STAFFING_EVENTS);
            case FEED_CONDUCT -> all.write(Topics.CONDUCT_EVENTS);
            case OPERATIONS_CENTER -> all.operationsCenter(configuration);
            case SCHOOL_ADMINISTRATION -> all.reader(role, Topics.CONDUCT_EVENTS);
            case ANALYTICS -> all.reader(role, Topics.INTERVALS);
            case AUDITOR -> all.reader(role, Topics.NOTICES, Topics.DELIVERIES, Topics.DISCLOSURES, Topics.PLANS);
            case FEED_SUPPORT -> all.reader(role, Topics.DEAD_LETTERS);
        }
        return all.rights;
    }

    /** One that has a topic: it reads that one, in groups that begin with the topic's name and a dot. */
    public static Set<Right> ofRecipient(String district, String recipient) {
        Rights all = new Rights();
        String topic = KafkaChannel.topic(district, recipient);
        all.read(topic);
        // A dot is in no id, so board's groups are not those of board-2.
        all.may(GROUP, PREFIXED, topic + ".", READ);
        return all.rights;
    }

    private void instance(Configuration configuration) {
        // Every instance checks at its start that all topics are as they must be, also those it neither reads nor
        // writes.
        may(TOPIC, PREFIXED, PREFIX, DESCRIBE, DESCRIBE_CONFIGS);
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
                Topics.DEAD_LETTERS,
                Topics.CLOCK,
                Topics.MISPLACED);
        if (configuration.http().enabled()) {
            // Metrics count campuses as they stand there; what else is counted it has at hand.
            read(Topics.COVERAGE);
        }
        if (configuration.routing().enabled()) {
            routing(configuration);
        }
        if (configuration.routing().delivery()) {
            delivery();
        }
    }

    private void routing(Configuration configuration) {
        application(configuration.routing().applicationId());
        read(Topics.TRANSITIONS, Topics.CONDUCT_EVENTS, Topics.DELIVERIES);
        write(Topics.NOTICES, Topics.DISCLOSURES);
        read(Topics.SECRETS);
        write(Topics.SECRETS);
        if (configuration.routing().watchdog()) {
            // Canaries, and the districts that they are of.
            write(Topics.PLANS, Topics.STAFFING_EVENTS);
        }
    }

    /** Its group, its changelogs, its transactions. */
    private void application(String id) {
        may(GROUP, LITERAL, id, READ);
        may(TOPIC, PREFIXED, id + "-", READ, WRITE, CREATE);
        may(TRANSACTIONAL_ID, PREFIXED, id + "-", WRITE);
    }

    private void delivery() {
        read(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS);
        write(Topics.DELIVERIES);
        may(GROUP, LITERAL, DeliveryWorker.GROUP, READ);
        may(TOPIC, PREFIXED, KafkaChannel.PREFIX, WRITE, CREATE);
    }

    private void planner() {
        read(Topics.PLANS);
        write(Topics.PLANS);
        may(TRANSACTIONAL_ID, LITERAL, PlanRegister.WRITER, WRITE);
    }

    private void operationsCenter(Configuration configuration) {
        reader(
                Role.OPERATIONS_CENTER,
                Topics.COVERAGE,
                Topics.INTERVALS,
                Topics.INCIDENTS,
                Topics.TRANSITIONS,
                Topics.PLANS);
        write(Topics.COMMANDS);
        // What became of a command: whether it was worked off, and whether anything was set aside meanwhile.
        may(GROUP, LITERAL, configuration.streams().applicationId(), DESCRIBE);
        may(GROUP, LITERAL, configuration.routing().applicationId(), DESCRIBE);
        may(TOPIC, LITERAL, Topics.DEAD_LETTERS, DESCRIBE);
    }

    private void reader(Role role, String... topics) {
        read(topics);
        may(GROUP, PREFIXED, PREFIX + role.wireName() + ".", READ);
    }

    private void read(String... topics) {
        for (String topic : topics) {
            may(TOPIC, LITERAL, topic, READ);
        }
    }

    private void write(String... topics) {
        for (String topic : topics) {
            may(TOPIC, LITERAL, topic, WRITE);
        }
    }

    private void may(Right.Kind kind, Right.Match match, String name, Right.Operation... operations) {
        for (Right.Operation operation : operations) {
            rights.add(new Right(operation, new Right.Resource(kind, match, name)));
        }
    }
}
