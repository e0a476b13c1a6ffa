package org.postwatch.documents;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.IntakeProfiles.UsableProfile;
import org.postwatch.documents.IntakeSchema.SourceSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.event.EventType;
import org.postwatch.intake.Transport;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.Profile.ArrivalKinds;
import org.postwatch.intake.profile.Profile.MessageKind;
import org.postwatch.network.AddressRange;
import org.postwatch.network.PrivateNetworks;
import org.postwatch.notification.model.HttpUrl;
import org.postwatch.plan.Feed;

/** Sources name feeds that exist, fit their profiles, and make events that their feeds may report. */
final class IntakeCheck {
    private final IntakeDraft draft;
    private final Diagnostics diagnostics;

    private IntakeCheck(IntakeDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    static void check(IntakeDraft draft, Diagnostics diagnostics) {
        IntakeCheck check = new IntakeCheck(draft, diagnostics);
        IntakeTargetCheck targets = new IntakeTargetCheck(draft.district(), diagnostics);
        IntakePhonesCheck.check(draft, diagnostics);
        draft.sources().forEach((name, source) -> {
            Optional<ParsedSection> feed = check.checkFeed(source);
            check.checkEncryption(source);
            check.checkHeartbeat(name, source, feed);
            Optional.ofNullable(draft.profiles().get(name))
                    .map(UsableProfile::profile)
                    .ifPresent(profile -> {
                        check.checkTransport(source, profile);
                        check.checkPoll(source, profile);
                        check.checkPolledTimes(source, profile);
                        check.checkSecret(source, profile);
                        check.checkParameters(source, profile);
                        check.checkKindsOfIds(source, profile);
                        feed.ifPresent(f -> check.checkGrants(source, profile, f));
                    });
            source.get(SourceSchema.MAP, Map.of())
                    .values()
                    .forEach(ids -> ids.value().values().forEach(target -> targets.check(target.value(), feed)));
        });
        DeskCheck.check(draft, diagnostics);
        RosterSourceCheck.check(draft, targets, diagnostics);
    }

    private Optional<ParsedSection> checkFeed(ParsedSection source) {
        Map<String, ParsedSection> feeds = draft.district().feeds();
        if (draft.district().district().isReadable(DistrictSchema.FEEDS)) {
            source.locate(SourceSchema.FEED).ifPresent(feed -> diagnostics.checkKnown("feed", feed, feeds.keySet()));
        }
        return source.find(SourceSchema.FEED).map(feeds::get);
    }

    /** Its answers are those of one vendor: they would hide that another one is silent. */
    private void checkHeartbeat(String name, ParsedSection source, Optional<ParsedSection> feed) {
        if (!source.get(SourceSchema.HEARTBEAT, false)) {
            return;
        }
        draft.sources().forEach((other, section) -> {
            if (!other.equals(name) && section.find(SourceSchema.FEED).equals(source.find(SourceSchema.FEED))) {
                diagnostics.error(
                        source.at(SourceSchema.HEARTBEAT),
                        "'heartbeat' of source '" + name + "' would report that all is well at source '" + other
                                + "', which has the same feed; expected a feed of its own");
            }
        });
        Duration every = source.get(SourceSchema.EVERY, IntakeSchema.DEFAULT_EVERY);
        Duration limit = Duration.ofMinutes(feed.filter(f -> f.isErrorFree(FeedSchema.LIMIT))
                .map(f -> f.get(FeedSchema.LIMIT, SettingsDefaults.FEED_LIMIT_MINUTES))
                .orElse(Feed.MAX_LIMIT_MINUTES));
        if (every.compareTo(limit) > 0) {
            diagnostics.warn(
                    source.at(SourceSchema.EVERY),
                    "the feed is silent between two requests: its limit is " + limit.toMinutes()
                            + "m; expected at most that");
        }
    }

    private void checkEncryption(ParsedSection source) {
        source.locate(SourceSchema.ADDRESS).ifPresent(address -> {
            Optional<HttpUrl> url = HttpUrl.of(address.value());
            if (url.isEmpty()) {
                diagnostics.error(
                        address.at(),
                        "'address' is no web address; expected "
                                + SourceSchema.ADDRESS.parser().expected());
            } else if (isPublic(url.get())) {
                diagnostics.error(address.at(), describePublic("http", url.get()));
            } else if (!url.get().isSafe()) {
                diagnostics.warn(
                        address.at(), "http to '" + url.get().host() + "': what is read there can be read by others");
            }
        });
        source.locate(SourceSchema.BROKER).ifPresent(broker -> checkBroker(source, broker));
    }

    private void checkBroker(ParsedSection source, LocatedValue<String> broker) {
        Optional<HttpUrl> url = HttpUrl.of(broker.value().replaceFirst("^mqtt", "http"));
        if (url.isEmpty()) {
            diagnostics.error(
                    broker.at(),
                    "'broker' is no address of a broker; expected "
                            + SourceSchema.BROKER.parser().expected());
        } else if (isPublic(url.get())) {
            diagnostics.error(broker.at(), describePublic("mqtt", url.get()));
        } else if (source.has(SourceSchema.CA) && !url.get().secure()) {
            diagnostics.error(
                    source.at(SourceSchema.CA), "'ca' without encryption; expected mqtts:// in 'broker', or no 'ca'");
        } else if (!url.get().isSafe()) {
            diagnostics.warn(
                    broker.at(),
                    "mqtt to '" + url.get().host() + "' is not encrypted: others in the network can read "
                            + (source.has(SourceSchema.LOGIN) ? "the password of 'login' and " : "")
                            + "the messages, and send messages of their own; expected mqtts://");
        }
    }

    /** Whether it is a literal address that instances do not connect to without encryption. The addresses of a name may change. */
    private static boolean isPublic(HttpUrl url) {
        return !url.secure()
                && AddressRange.parseLiteral(url.host())
                        .filter(address -> !PrivateNetworks.contains(address))
                        .isPresent();
    }

    private static String describePublic(String scheme, HttpUrl url) {
        return scheme + ":// is not encrypted and only allowed to private addresses, and " + url.host()
                + " is none; expected " + scheme + "s://";
    }

    private void checkTransport(ParsedSection source, Profile profile) {
        source.locate(SourceSchema.KIND)
                .filter(kind -> !profile.transports().contains(kind.value()))
                .ifPresent(kind -> diagnostics.error(
                        kind.at(),
                        "profile '" + profile.name() + "' has no messages over "
                                + kind.value().documentName() + "; expected "
                                + profile.transports().stream()
                                        .map(Transport::documentName)
                                        .sorted()
                                        .collect(Collectors.joining(" or "))));
        if (source.find(SourceSchema.KIND).filter(Transport.MQTT::equals).isPresent()
                && source.isErrorFree(SourceSchema.TOPICS)
                && !source.has(SourceSchema.TOPICS)
                && profile.topics().isEmpty()) {
            diagnostics.error(
                    source.at(), "profile '" + profile.name() + "' names no topics; expected 'topics' of the source");
        }
    }

    private void checkPoll(ParsedSection source, Profile profile) {
        if (profile.poll().hold().isPresent() && source.has(SourceSchema.EVERY)) {
            diagnostics.error(
                    source.at(SourceSchema.EVERY),
                    "'every' has no effect: the vendor of profile '" + profile.name()
                            + "' holds back its answers until there is something to say; expected none");
        }
        source.locate(SourceSchema.ADDRESS)
                .filter(address -> profile.poll().hasPaths() && !address.value().matches("https?://[^/?]+/?"))
                .ifPresent(address -> diagnostics.error(
                        address.at(),
                        "'address' has a path, and profile '" + profile.name()
                                + "' has paths of its own; expected the device alone, as https://192.0.2.10"));
        if (source.has(SourceSchema.LOGIN)
                && source.has(SourceSchema.SECRET)
                && source.find(SourceSchema.KIND).filter(Transport.POLL::equals).isPresent()) {
            diagnostics.error(
                    source.at(SourceSchema.SECRET),
                    "'secret' beside 'login' in a source of kind poll; expected one of both");
        }
    }

    /** An answer that is read again must give the same events, so none may be at the arrival. */
    private void checkPolledTimes(ParsedSection source, Profile profile) {
        if (source.find(SourceSchema.KIND).filter(Transport.POLL::equals).isEmpty()
                || !source.isErrorFree(SourceSchema.WITH)) {
            return;
        }
        Map<String, String> given = new TreeMap<>();
        source.get(SourceSchema.WITH, Map.of()).forEach((name, value) -> given.put(name, value.value()));
        ArrivalKinds arrivals = profile.arrivalKinds(given);
        if (arrivals.areAll()) {
            diagnostics.error(
                    source.at(SourceSchema.WITH),
                    "profile '" + profile.name() + "' finds no time in the messages, and over poll a message without a"
                            + " time is rejected; expected " + describeMissingTime(profile, given));
        } else if (!arrivals.names().isEmpty()) {
            diagnostics.warn(
                    source.at(SourceSchema.PROFILE),
                    "profile '" + profile.name() + "' has no time for the messages '"
                            + String.join("', '", arrivals.names()) + "': over poll they are rejected");
        }
    }

    /** The parameters that would give the messages a time, if there are any. */
    private static String describeMissingTime(Profile profile, Map<String, String> given) {
        return profile.parameters().entrySet().stream()
                .filter(parameter -> {
                    Map<String, String> more = new TreeMap<>(given);
                    return more.put(parameter.getKey(), "x") == null
                            && !profile.arrivalKinds(more).areAll();
                })
                .map(parameter -> "the parameter '" + parameter.getKey() + "' under 'with': "
                        + parameter.getValue().about())
                .findFirst()
                .orElse("a profile whose 'time' is a field of the message");
    }

    private void checkSecret(ParsedSection source, Profile profile) {
        boolean webhook =
                source.find(SourceSchema.KIND).filter(Transport.WEBHOOK::equals).isPresent();
        if (webhook
                && profile.verifier().needsSecret()
                && !source.has(SourceSchema.SECRET)
                && source.isErrorFree(SourceSchema.SECRET)) {
            diagnostics.error(
                    source.at(),
                    "a webhook of profile '" + profile.name()
                            + "' without 'secret', which would refuse every message; expected secret:NAME");
        }
    }

    private void checkParameters(ParsedSection source, Profile profile) {
        Map<String, LocatedValue<String>> given = source.get(SourceSchema.WITH, Map.of());
        given.forEach((name, value) -> diagnostics.checkKnownIn(
                "profile '" + profile.name() + "'",
                "parameter",
                new LocatedValue<>(name, value.at()),
                profile.parameters().keySet()));
        profile.parameters().forEach((name, parameter) -> {
            if (parameter.required() && !given.containsKey(name) && source.isErrorFree(SourceSchema.WITH)) {
                diagnostics.error(
                        source.at(SourceSchema.WITH),
                        "profile '" + profile.name() + "' needs the parameter '" + name + "' under 'with': "
                                + parameter.about());
            }
        });
    }

    private void checkKindsOfIds(ParsedSection source, Profile profile) {
        Map<String, ? extends LocatedValue<?>> map = source.get(SourceSchema.MAP, Map.of());
        map.forEach((kind, ids) -> diagnostics.checkKnownIn(
                "profile '" + profile.name() + "'",
                "kind of id",
                new LocatedValue<>(kind, ids.at()),
                profile.mapKinds()));
        if (map.isEmpty()
                && source.isErrorFree(SourceSchema.MAP)
                && !profile.mapKinds().isEmpty()) {
            diagnostics.warn(
                    source.at(),
                    "nothing is mapped, so no message becomes an event yet; expected 'map' with "
                            + String.join(" or ", profile.mapKinds()));
        }
    }

    /**
     * It is an error if the feed may report nothing that the profile makes, and probably a mistake if it may not report the only
     * type that a message can become. Where a message can become several, the vendor's values or the parameters decide.
     */
    private void checkGrants(ParsedSection source, Profile profile, ParsedSection feed) {
        if (!feed.isErrorFree(FeedSchema.TYPES) || !source.isErrorFree(SourceSchema.MAP)) {
            return;
        }
        Set<String> mapped = source.get(SourceSchema.MAP, Map.of()).keySet();
        Set<EventType> granted = DistrictDraft.eventTypesOf(feed);
        List<MessageKind> possible = profile.messageKinds().stream()
                .filter(kind -> mapped.isEmpty() || mapped.containsAll(kind.mapKinds()))
                .toList();
        List<MessageKind> refused = possible.stream()
                .filter(kind ->
                        kind.types().stream().noneMatch(type -> type == EventType.HEARTBEAT || granted.contains(type)))
                .toList();
        if (!refused.isEmpty() && refused.size() == possible.size()) {
            diagnostics.error(
                    source.at(SourceSchema.FEED),
                    "feed '" + source.require(SourceSchema.FEED) + "' may report nothing that profile '"
                            + profile.name() + "' makes of its messages; expected some of "
                            + types(refused.stream().flatMap(kind -> kind.types().stream()))
                            + " among the types of the feed");
            return;
        }
        for (MessageKind kind : refused) {
            if (kind.types().size() == 1) {
                diagnostics.warn(
                        source.at(SourceSchema.FEED),
                        "feed '" + source.require(SourceSchema.FEED) + "' may not report "
                                + types(kind.types().stream()) + ", which profile '" + profile.name() + "' makes of '"
                                + kind.name() + "': those events are rejected");
            }
        }
    }

    private static String types(Stream<EventType> types) {
        return types.map(EventType::shortName).distinct().collect(Collectors.joining(", "));
    }
}
