package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.list;
import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.postwatch.plan.Agency;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;
import org.postwatch.plan.StaffingExemption;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for a whole district, in JSON. */
final class DistrictJson {
    private DistrictJson() {}

    static ObjectNode write(District district) {
        ObjectNode node = newObject()
                .put("id", district.id())
                .put("name", district.name())
                .put("zone", district.zone().getId())
                .put("first", district.firstDay().toString());
        PlanJsonFields.strings(node, "severities", district.severities());
        node.set("settings", settings(district.settings()));
        list(
                node,
                "agencies",
                sorted(district.agencies()),
                a -> newObject().put("id", a.id()).put("name", a.name()).put("class", a.agencyClass()));
        list(node, "officers", sorted(district.officers()), DistrictJson::officer);
        list(node, "agreements", district.agreements(), AgreementJson::write);
        list(node, "exceptions", district.exemptions(), DistrictJson::exemption);
        list(node, "feeds", sorted(district.feeds()), DistrictJson::feed);
        list(node, "barred", district.barredAffiliations(), DistrictJson::dated);
        PlanJsonFields.instantOrMin(node, "watchedFrom", district.monitoredFrom());
        return node;
    }

    static District read(JsonNode node) {
        return new District(
                text(node, "id"),
                text(node, "name"),
                ZoneId.of(text(node, "zone")),
                LocalDate.parse(text(node, "first")),
                PlanJsonFields.strings(node, "severities"),
                settings(node.path("settings")),
                byId(
                        list(node, "agencies", a -> new Agency(text(a, "id"), text(a, "name"), text(a, "class"))),
                        Agency::id),
                byId(list(node, "officers", DistrictJson::officer), Officer::badge),
                list(node, "agreements", AgreementJson::read),
                list(node, "exceptions", DistrictJson::exemption),
                byId(list(node, "feeds", DistrictJson::feed), Feed::source),
                list(node, "barred", DistrictJson::dated),
                PlanJsonFields.instantOrMin(node, "watchedFrom"));
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

    private static ObjectNode settings(DistrictSettings s) {
        ObjectNode node = newObject()
                .put("presenceMax", s.presenceMax().toString())
                .put("shiftGrace", s.shiftGrace().toString())
                .put("entranceGrace", s.entranceGrace().toString())
                .put("feedGrace", s.feedGrace().toString())
                .put("buzzerLimit", s.buzzerLimit().toString())
                .put("buzzerSeverity", s.buzzerSeverity())
                .put("forcedSeverity", s.forcedSeverity())
                .put("agreementDays", s.agreementDays())
                .put("forecastDays", s.forecastDays());
        PlanJsonFields.severityLadder(node, "shiftLadder", s.shiftLadder());
        PlanJsonFields.severityLadder(node, "entranceLadder", s.entranceLadder());
        PlanJsonFields.severityLadder(node, "feedLadder", s.feedLadder());
        PlanJsonFields.severityLadder(node, "agreementLadder", s.agreementLadder());
        return node;
    }

    private static DistrictSettings settings(JsonNode node) {
        return new DistrictSettings(
                PlanJsonFields.duration(node, "presenceMax"),
                PlanJsonFields.duration(node, "shiftGrace"),
                PlanJsonFields.severityLadder(node, "shiftLadder"),
                PlanJsonFields.duration(node, "entranceGrace"),
                PlanJsonFields.severityLadder(node, "entranceLadder"),
                PlanJsonFields.duration(node, "feedGrace"),
                PlanJsonFields.severityLadder(node, "feedLadder"),
                PlanJsonFields.duration(node, "buzzerLimit"),
                text(node, "buzzerSeverity"),
                text(node, "forcedSeverity"),
                PlanJsonFields.integer(node, "agreementDays"),
                PlanJsonFields.severityLadder(node, "agreementLadder"),
                PlanJsonFields.integer(node, "forecastDays"));
    }

    private static ObjectNode officer(Officer officer) {
        ObjectNode node = newObject()
                .put("badge", officer.badge())
                .put("kind", officer.kind())
                .put("agency", officer.agency());
        PlanJsonFields.sortedStrings(node, "duties", officer.duties());
        list(node, "credentials", officer.credentials(), DistrictJson::dated);
        list(node, "affiliations", officer.affiliations(), DistrictJson::dated);
        return PlanJsonFields.dateTimeRange(node, officer.roster());
    }

    private static Officer officer(JsonNode node) {
        return new Officer(
                text(node, "badge"),
                text(node, "kind"),
                text(node, "agency"),
                PlanJsonFields.stringSet(node, "duties"),
                list(node, "credentials", DistrictJson::dated),
                list(node, "affiliations", DistrictJson::dated),
                PlanJsonFields.dateTimeRange(node));
    }

    private static ObjectNode exemption(StaffingExemption exemption) {
        ObjectNode node = newObject().put("id", exemption.id());
        PlanJsonFields.sortedStrings(node, "kinds", exemption.kinds());
        PlanJsonFields.sortedStrings(node, "campuses", exemption.campuses());
        PlanJsonFields.sortedStrings(node, "posts", exemption.posts());
        return PlanJsonFields.dateTimeRange(node, exemption.dates())
                .put("by", exemption.by())
                .put("reason", exemption.reason());
    }

    private static StaffingExemption exemption(JsonNode node) {
        return new StaffingExemption(
                text(node, "id"),
                PlanJsonFields.stringSet(node, "kinds"),
                PlanJsonFields.stringSet(node, "campuses"),
                PlanJsonFields.stringSet(node, "posts"),
                PlanJsonFields.dateTimeRange(node),
                text(node, "by"),
                text(node, "reason"));
    }

    private static ObjectNode feed(Feed feed) {
        ObjectNode node = newObject().put("source", feed.source()).put("limitMinutes", feed.limitMinutes());
        PlanJsonFields.sortedStrings(node, "agencies", feed.agencies());
        PlanJsonFields.sortedStrings(node, "campuses", feed.campuses());
        PlanJsonFields.eventTypes(node, "types", feed.types());
        FeedKeysJson.write(node, feed.keys());
        PlanJsonFields.weeklyHours(node, "hours", feed.hours());
        return PlanJsonFields.dateTimeRange(node, feed.dates());
    }

    private static Feed feed(JsonNode node) {
        return new Feed(
                text(node, "source"),
                PlanJsonFields.stringSet(node, "agencies"),
                PlanJsonFields.stringSet(node, "campuses"),
                PlanJsonFields.eventTypes(node, "types"),
                PlanJsonFields.integer(node, "limitMinutes"),
                PlanJsonFields.dateTimeRange(node),
                PlanJsonFields.weeklyHours(node, "hours"),
                FeedKeysJson.read(node));
    }

    private static ObjectNode dated(DatedName dated) {
        return PlanJsonFields.dateTimeRange(newObject().put("name", dated.name()), dated.dates());
    }

    private static DatedName dated(JsonNode node) {
        return new DatedName(text(node, "name"), PlanJsonFields.dateTimeRange(node));
    }
}
