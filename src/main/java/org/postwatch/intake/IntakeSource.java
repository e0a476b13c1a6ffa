package org.postwatch.intake;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.intake.SourceTransport.RosterTransport;
import org.postwatch.roster.RosterSource;

/**
 * A source of messages, as a district's {@code intake.yaml} declares it.
 *
 * @param name unique in the district
 * @param feed the {@code source} of the events that its messages become
 * @param map what the vendor's ids stand for
 * @param parameters the values that the profile reads as {@code with.NAME}
 * @param secretNames the secrets that senders may use, all of them valid at once so that one can replace another; never the
 *     secrets themselves
 */
public record IntakeSource(
        String district,
        String name,
        String feed,
        SourceTransport transport,
        ProfileText profile,
        VendorMap map,
        Map<String, String> parameters,
        List<String> secretNames) {

    public IntakeSource {
        Objects.requireNonNull(district);
        Objects.requireNonNull(name);
        Objects.requireNonNull(feed);
        Objects.requireNonNull(transport);
        Objects.requireNonNull(profile);
        Objects.requireNonNull(map);
        parameters = Map.copyOf(parameters);
        secretNames = List.copyOf(secretNames);
    }

    /** A roster: its messages are what it is read as. */
    public static IntakeSource of(RosterSource roster) {
        return new IntakeSource(
                roster.district(),
                roster.name(),
                roster.feed(),
                new RosterTransport(roster),
                roster.table().isPresent() ? ProfileText.TABLE : ProfileText.CALENDAR,
                VendorMap.EMPTY,
                Map.of(),
                List.of());
    }

    /** With the secrets of the connection, if it has any. */
    public Set<String> allSecretNames() {
        Set<String> all = new TreeSet<>(secretNames);
        all.addAll(transport.secretNames());
        return all;
    }
}
