package org.postwatch.codec;

import static org.postwatch.codec.JsonShape.list;
import static org.postwatch.codec.JsonShape.object;
import static org.postwatch.codec.JsonShape.text;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Dated;
import org.postwatch.plan.District;
import org.postwatch.plan.Exemption;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for a whole district, in JSON. */
final class DistrictJson {
    private DistrictJson() {}

    static ObjectNode write(District district) {
        ObjectNode node = object().put("id", district.id())
                .put("name", district.name())
                .put("zone", district.zone().getId())
                .put("first", district.first().toString());
        JsonShape.strings(node, "severities", district.severities());
        node.set("settings", settings(district.settings()));
        list(
                node,
                "agencies",
                sorted(district.agencies()),
                a -> object().put("id", a.id()).put("name", a.name()).put("class", a.agencyClass()));
        list(node, "officers", sorted(district.officers()), DistrictJson::officer);
        list(node, "agreements", district.agreements(), AgreementJson::write);
        list(node, "exceptions", district.exemptions(), DistrictJson::exemption);
        list(node, "feeds", sorted(district.feeds()), DistrictJson::feed);
        list(node, "barred", district.barred(), DistrictJson::dated);
        JsonShape.since(node, "watchedFrom", district.watchedFrom());
        return node;
    }

    static District read(JsonNode node) {
        return new District(
                text(node, "id"),
                text(node, "name"),
                ZoneId.of(text(node, "zone")),
                LocalDate.parse(text(node, "first")),
                JsonShape.strings(node, "severities"),
                settings(node.path("settings")),
                byId(
                        list(node, "agencies", a -> new Agency(text(a, "id"), text(a, "name"), text(a, "class"))),
                        Agency::id),
                byId(list(node, "officers", DistrictJson::officer), Officer::badge),
                list(node, "agreements", AgreementJson::read),
                list(node, "exceptions", DistrictJson::exemption),
                byId(list(node, "feeds", DistrictJson::feed), Feed::source),
                list(node, "barred", DistrictJson::dated),
                JsonShape.since(node, "watchedFrom"));
    }

    private static <T> List<T> sorted(Map<String, T> byId) {
        return byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
        Map<String, T> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(id.apply(item), item));
        return byId;
    }

    private static ObjectNode settings(Settings s) {
        ObjectNode node = object().put("presenceMax", s.presenceMax().toString())
                .put("shiftGrace", s.shiftGrace().toString())
                .put("entranceGrace", s.entranceGrace().toString())
                .put("feedGrace", s.feedGrace().toString())
                .put("buzzerLimit", s.buzzerLimit().toString())
                .put("buzzerSeverity", s.buzzerSeverity())
                .put("forcedSeverity", s.forcedSeverity())
                .put("agreementDays", s.agreementDays())
                .put("forecastDays", s.forecastDays());
        JsonShape.ladder(node, "shiftLadder", s.shiftLadder());
        JsonShape.ladder(node, "entranceLadder", s.entranceLadder());
        JsonShape.ladder(node, "feedLadder", s.feedLadder());
        JsonShape.ladder(node, "agreementLadder", s.agreementLadder());
        return node;
    }

    private static Settings settings(JsonNode node) {
        return new Settings(
                JsonShape.duration(node, "presenceMax"),
                JsonShape.duration(node, "shiftGrace"),
                JsonShape.ladder(node, "shiftLadder"),
                JsonShape.duration(node, "entranceGrace"),
                JsonShape.ladder(node, "entranceLadder"),
                JsonShape.duration(node, "feedGrace"),
                JsonShape.ladder(node, "feedLadder"),
                JsonShape.duration(node, "buzzerLimit"),
                text(node, "buzzerSeverity"),
                text(node, "forcedSeverity"),
                JsonShape.whole(node, "agreementDays"),
                JsonShape.ladder(node, "agreementLadder"),
                JsonShape.whole(node, "forecastDays"));
    }

    private static ObjectNode officer(Officer officer) {
        ObjectNode node = object().put("badge", officer.badge())
                .put("kind", officer.kind())
                .put("agency", officer.agency());
        JsonShape.sorted(node, "duties", officer.duties());
        list(node, "credentials", officer.credentials(), DistrictJson::dated);
        list(node, "affiliations", officer.affiliations(), DistrictJson::dated);
        return JsonShape.dates(node, officer.roster());
    }

    private static Officer officer(JsonNode node) {
        return new Officer(
                text(node, "badge"),
                text(node, "kind"),
                text(node, "agency"),
                JsonShape.set(node, "duties"),
                list(node, "credentials", DistrictJson::dated),
                list(node, "affiliations", DistrictJson::dated),
                JsonShape.dates(node));
    }

    private static ObjectNode exemption(Exemption exemption) {
        ObjectNode node = object().put("id", exemption.id());
        JsonShape.sorted(node, "kinds", exemption.kinds());
        JsonShape.sorted(node, "campuses", exemption.campuses());
        JsonShape.sorted(node, "posts", exemption.posts());
        return JsonShape.dates(node, exemption.dates())
                .put("by", exemption.by())
                .put("reason", exemption.reason());
    }

    private static Exemption exemption(JsonNode node) {
        return new Exemption(
                text(node, "id"),
                JsonShape.set(node, "kinds"),
                JsonShape.set(node, "campuses"),
                JsonShape.set(node, "posts"),
                JsonShape.dates(node),
                text(node, "by"),
                text(node, "reason"));
    }

    private static ObjectNode feed(Feed feed) {
        ObjectNode node = object().put("source", feed.source()).put("limitMinutes", feed.limitMinutes());
        JsonShape.sorted(node, "agencies", feed.agencies());
        JsonShape.sorted(node, "campuses", feed.campuses());
        JsonShape.types(node, "types", feed.types());
        FeedKeysJson.write(node, feed.keys());
        JsonShape.hours(node, "hours", feed.hours());
        return JsonShape.dates(node, feed.dates());
    }

    private static Feed feed(JsonNode node) {
        return new Feed(
                text(node, "source"),
                JsonShape.set(node, "agencies"),
                JsonShape.set(node, "campuses"),
                JsonShape.types(node, "types"),
                JsonShape.whole(node, "limitMinutes"),
                JsonShape.dates(node),
                JsonShape.hours(node, "hours"),
                FeedKeysJson.read(node));
    }

    private static ObjectNode dated(Dated dated) {
        return JsonShape.dates(object().put("name", dated.name()), dated.dates());
    }

    private static Dated dated(JsonNode node) {
        return new Dated(text(node, "name"), JsonShape.dates(node));
    }
}
