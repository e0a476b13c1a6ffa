package org.postwatch.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.app.clients.AccessRepository;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;

/** A command that reads or writes grants of access. */
abstract class AbstractAccessCommand extends AbstractConfiguredCommand {
    private static final SecureRandom RANDOM = new SecureRandom();

    static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** The id of a new grant. */
    static String newId() {
        return HexFormat.of().formatHex(randomBytes(AccessGrant.ID_BYTES));
    }

    /** @throws CommandFailedException when the topic cannot be read */
    static List<AccessGrant> read(ClientSettings clients) {
        try {
            return AccessRepository.read(clients);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new CommandFailedException("cannot read " + Topics.ACCESS + ": " + e.getMessage(), e);
        }
    }

    /** @throws CommandFailedException when the grant is not written, or the result is unknown */
    static void write(ClientSettings clients, AccessGrant grant) {
        try {
            AccessRepository.write(clients, grant);
        } catch (KafkaException e) {
            throw new CommandFailedException("cannot write " + Topics.ACCESS + ": " + e.getMessage(), e);
        }
    }

    /** @throws CommandFailedException when it cannot be read, or there is no such district */
    static CurrentPlan requirePlan(ClientSettings clients, String district) {
        CurrentPlan plan;
        try {
            plan = PlanRepository.read(clients, Set.of(district)).get(district);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new CommandFailedException("cannot read the plan of '" + district + "': " + e.getMessage(), e);
        }
        if (plan.district().isEmpty()) {
            throw new CommandFailedException(NameSuggestion.unknownNameMessage(
                    "district", district, KnownDistricts.of(clients).ids()));
        }
        return plan;
    }

    final AccessRevocation revocation(Instant now, String by) {
        try {
            return new AccessRevocation(now, by);
        } catch (IllegalArgumentException e) {
            throw usageError(e.getMessage());
        }
    }
}
