package org.postwatch.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.intake.FrontDesk;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VendorMap;
import org.postwatch.roster.RosterSource;

/**
 * The sources of a district as they are written: the text of a profile once, however many sources have it.
 *
 * @param profiles texts by name
 * @param sources by name
 * @param phones feeds by campus
 * @param desks in the order of campuses
 * @param rosters by name
 */
record IntakeFields(
        String district,
        SortedMap<String, String> profiles,
        SortedMap<String, SourceFields> sources,
        SortedMap<String, String> phones,
        List<FrontDesk> desks,
        SortedMap<String, RosterFields> rosters) {
    /** A source. Which of the settings are there depends on the kind. */
    record SourceFields(
            Transport kind,
            String profile,
            String feed,
            List<String> secrets,
            SortedMap<String, String> parameters,
            Optional<String> broker,
            Optional<LoginFields> login,
            Optional<String> ca,
            List<String> topics,
            Optional<String> address,
            Optional<Duration> every,
            boolean heartbeat,
            SortedMap<String, SortedMap<String, MappedTarget>> map) {}

    /** @param password the name of the secret */
    record LoginFields(String user, Optional<String> password) {}

    static JsonNames addTo(JsonNames names) {
        return RosterFields.addTo(names)
                .topicRecords(IntakeFields.class)
                .text(
                        Transport.class,
                        "a kind of source",
                        Transport::documentName,
                        text -> Transport.ofDocumentName(text)
                                .orElseThrow(() -> new IllegalArgumentException("no kind is named '" + text + "'")))
                .components(IntakeFields.class, "district profiles? sources? phones? desks? rosters?")
                .components(FrontDesk.class, "campus feed visitors")
                .components(
                        SourceFields.class,
                        "kind profile feed secrets? with? broker login ca topics? address every heartbeat? map?");
    }

    static IntakeFields of(IntakeConfig config) {
        SortedMap<String, String> profiles = new TreeMap<>();
        SortedMap<String, SourceFields> sources = new TreeMap<>();
        config.sources().forEach((name, source) -> {
            profiles.put(source.profile().name(), source.profile().text());
            sources.put(name, fields(source));
        });
        SortedMap<String, RosterFields> rosters = new TreeMap<>();
        config.rosters().forEach((name, roster) -> rosters.put(name, RosterFields.of(roster)));
        return new IntakeFields(
                config.district(),
                profiles,
                sources,
                config.phones(),
                List.copyOf(config.desks().values()),
                rosters);
    }

    private static SourceFields fields(IntakeSource source) {
        Optional<MqttTransport> mqtt = as(MqttTransport.class, source.transport());
        Optional<PollTransport> poll = as(PollTransport.class, source.transport());
        SortedMap<String, SortedMap<String, MappedTarget>> map = new TreeMap<>();
        source.map().byKind().forEach((kind, ids) -> map.put(kind, new TreeMap<>(ids)));
        return new SourceFields(
                source.transport().kind(),
                source.profile().name(),
                source.feed(),
                source.secretNames(),
                new TreeMap<>(source.parameters()),
                mqtt.map(MqttTransport::broker),
                mqtt.flatMap(m -> login(m.user(), m.passwordSecret()))
                        .or(() -> poll.flatMap(p -> login(p.user(), p.passwordSecret()))),
                mqtt.flatMap(MqttTransport::caSecret).or(() -> poll.flatMap(PollTransport::caSecret)),
                mqtt.map(MqttTransport::topics).orElse(List.of()),
                poll.map(PollTransport::address),
                poll.map(PollTransport::every),
                poll.filter(PollTransport::heartbeat).isPresent(),
                map);
    }

    private static Optional<LoginFields> login(Optional<String> user, Optional<String> password) {
        return user.map(name -> new LoginFields(name, password));
    }

    private static <T extends SourceTransport> Optional<T> as(Class<T> type, SourceTransport transport) {
        return Optional.of(transport).filter(type::isInstance).map(type::cast);
    }

    /** @throws IllegalArgumentException if a source lacks its profile or a setting of its kind */
    IntakeConfig config() {
        SortedMap<String, IntakeSource> all = new TreeMap<>();
        sources.forEach((name, source) -> all.put(name, source(name, source)));
        List<RosterSource> allRosters = new ArrayList<>();
        rosters.forEach((name, roster) -> allRosters.add(roster.source(district, name)));
        return new IntakeConfig(district, all, phones, new TreeMap<>(), new TreeMap<>())
                .withDesks(desks)
                .withRosters(allRosters);
    }

    private IntakeSource source(String name, SourceFields source) {
        String at = "sources." + name + ".";
        return new IntakeSource(
                district,
                name,
                source.feed(),
                switch (source.kind()) {
                    case WEBHOOK -> new WebhookTransport();
                    case MQTT ->
                        new MqttTransport(
                                require(source.broker(), at + "broker"),
                                source.login().map(LoginFields::user),
                                source.login().flatMap(LoginFields::password),
                                source.topics(),
                                source.ca());
                    case ROSTER -> throw new IllegalArgumentException("a roster among the sources");
                    case POLL ->
                        new PollTransport(
                                require(source.address(), at + "address"),
                                require(source.every(), at + "every"),
                                source.login().map(LoginFields::user),
                                source.login().flatMap(LoginFields::password),
                                source.ca(),
                                source.heartbeat());
                },
                new ProfileText(
                        source.profile(),
                        require(Optional.ofNullable(profiles.get(source.profile())), "profiles." + source.profile())),
                new VendorMap(Map.copyOf(source.map())),
                source.parameters(),
                source.secrets());
    }

    private static <T> T require(Optional<T> value, String field) {
        return value.orElseThrow(() -> new IllegalArgumentException(field + ": expected a value, found nothing"));
    }
}
