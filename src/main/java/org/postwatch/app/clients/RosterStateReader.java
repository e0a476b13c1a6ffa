package org.postwatch.app.clients;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;

/** Reads what a roster has planned until now. */
public final class RosterStateReader {
    private RosterStateReader() {}

    /**
     * The state; empty for a roster that no instance has read yet.
     *
     * @throws org.apache.kafka.common.KafkaException when the topic cannot be read
     * @throws IllegalArgumentException if the record is not of this format
     */
    public static Optional<RosterState> read(ClientSettings clients, RosterSource roster) {
        String key = key(roster);
        return Optional.ofNullable(CompactedTopicReader.readLatest(clients, Topics.ROSTERS, key::equals)
                        .get(key))
                .map(value -> TopicValue.ROSTER_STATE.read(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The key of its record. */
    public static String key(RosterSource roster) {
        return new DistrictKey(roster.district(), roster.name()).text();
    }
}
