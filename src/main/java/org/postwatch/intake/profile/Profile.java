package org.postwatch.intake.profile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.event.EventType;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.Transport;
import org.postwatch.intake.verify.Verifier;

/**
 * What Postwatch knows about a vendor's messages, ready to be evaluated. Safe to share.
 *
 * @param name as in {@code intake.yaml}
 * @param about what it is for, and what it cannot distinguish
 * @param versions the vendor's versions that it was written for; empty for what has none
 * @param neverKept names of fields of the vendor that no expression reads
 * @param fields each field of the vendor that an expression reads, with the document that describes it
 * @param transports how the vendor can send
 * @param topics MQTT topic filters for a source that names none
 * @param poll how Postwatch asks for its messages, where it does
 * @param verifier whether a webhook's message is from the vendor
 * @param parameters what a district gives under {@code with}
 */
public record Profile(
        String name,
        String about,
        String versions,
        List<String> neverKept,
        Map<String, String> fields,
        Set<Transport> transports,
        List<String> topics,
        PollProtocol poll,
        Verifier verifier,
        Map<String, ProfileParameter> parameters,
        List<ProfileEntry> entries) {

    /** That of CloudEvents over MQTT: it has no entries, since nothing is evaluated. */
    public static Profile cloudEvents() {
        return new Profile(
                ProfileText.CLOUD_EVENTS.name(),
                "Messages over MQTT that are CloudEvents already.",
                "",
                List.of(),
                Map.of(),
                Set.of(Transport.MQTT),
                List.of(),
                PollProtocol.PLAIN,
                new Verifier(List.of(), Optional.empty()),
                Map.of(),
                List.of());
    }

    /**
     * A value that a district gives to a profile.
     *
     * @param required whether a source without it is an error
     */
    public record ProfileParameter(String about, boolean required) {}

    /**
     * One kind of message that it understands.
     *
     * @param name for people
     * @param mapKinds the kinds of ids that it looks up
     * @param types what its messages may become
     */
    public record MessageKind(String name, Set<String> mapKinds, Set<EventType> types) {}

    /**
     * The kinds of messages whose events are at the arrival. Over poll such a message is rejected.
     *
     * @param names for people
     * @param areAll whether no message can be of another kind
     */
    public record ArrivalKinds(List<String> names, boolean areAll) {}

    public Profile {
        neverKept = List.copyOf(neverKept);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        transports = Set.copyOf(transports);
        topics = List.copyOf(topics);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        entries = List.copyOf(entries);
    }

    /** The kinds of ids that a district can map, as {@code camera}. */
    public Set<String> mapKinds() {
        Set<String> kinds = new TreeSet<>();
        entries.forEach(entry -> kinds.addAll(entry.map().keySet()));
        return kinds;
    }

    /** The types of events that its messages can become, in the order of the constants. */
    public Set<EventType> eventTypes() {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        entries.forEach(entry -> types.addAll(entry.type().types()));
        return types;
    }

    /** The kinds of messages, in the order of the profile. */
    public List<MessageKind> messageKinds() {
        return entries.stream()
                .map(entry -> new MessageKind(
                        entry.name(),
                        entry.map().keySet(),
                        new TreeSet<>(entry.type().types())))
                .toList();
    }

    /** The kinds of messages whose events are at the arrival, among those that messages of a source with these parameters can be. */
    public ArrivalKinds arrivalKinds(Map<String, String> parameters) {
        List<ProfileEntry> possible =
                entries.stream().filter(entry -> entry.mayMatch(parameters)).toList();
        List<String> names = possible.stream()
                .filter(entry -> entry.time().isEmpty())
                .map(ProfileEntry::name)
                .toList();
        return new ArrivalKinds(names, !names.isEmpty() && names.size() == possible.size());
    }

    /** The fields of the vendor that its expressions read, as {@code body.params.events[].ts}. */
    public Set<String> vendorFields() {
        Set<String> used = new TreeSet<>();
        entries.forEach(entry -> used.addAll(entry.vendorFields()));
        poll.expressions().stream()
                .flatMap(expression -> expression.paths().stream())
                .filter(path -> path.root().equals(ExpressionVariable.ANSWER.text())
                        && path.segments().size() > 1)
                .forEach(path -> used.add(path.text()));
        return used;
    }

    /** Whether an expression reads the district's map as a whole. */
    boolean readsMap() {
        return entries.stream()
                .flatMap(entry -> entry.expressions().values().stream())
                .anyMatch(expression -> expression.reads(ExpressionVariable.MAP));
    }
}
