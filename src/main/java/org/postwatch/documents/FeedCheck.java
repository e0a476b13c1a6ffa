package org.postwatch.documents;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.documents.CampusSchema.DeviceSchema;
import org.postwatch.documents.CampusSchema.EntranceSchema;
import org.postwatch.documents.CampusSchema.PostSchema;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.event.EventGroup;
import org.postwatch.event.EventType;
import org.postwatch.plan.FeedKeys;

/** Feeds may report what posts, entrances and the roster rely on. */
final class FeedCheck {
    private final DistrictDraft draft;
    private final Diagnostics diagnostics;
    private final Set<String> referencedFeeds = new HashSet<>();

    private FeedCheck(DistrictDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    static void check(DistrictDraft draft, Diagnostics diagnostics) {
        if (!draft.district().isErrorFree(DistrictSchema.FEEDS)) {
            return;
        }
        FeedCheck check = new FeedCheck(draft, diagnostics);
        draft.campuses().forEach(check::checkCampus);
        draft.feeds().forEach(check::checkFeed);
        check.checkAgencies();
    }

    private void checkCampus(String id, ParsedSection campus) {
        boolean seen = !draft.staffingFeeds(id).isEmpty();
        for (ParsedSection post : campus.sections(CampusSchema.POSTS)) {
            if (!seen) {
                diagnostics.warn(
                        post.at(),
                        "no feed may report check-ins at campus '" + id + "', so this post is never covered");
            }
            for (LocatedValue<String> name : post.list(PostSchema.FEEDS)) {
                referencedFeeds.add(name.value());
                ParsedSection feed = draft.feeds().get(name.value());
                if (seen && feed != null && !DistrictDraft.isGranted(feed, EventType.CHECKED_IN, id)) {
                    diagnostics.warn(
                            name.at(),
                            "feed '" + name.value() + "' may not report check-ins at campus '" + id + "'; expected "
                                    + missingGrant(feed, "checked-in", id));
                }
            }
        }
        for (ParsedSection entrance : campus.sections(CampusSchema.ENTRANCES)) {
            entrance.sections(EntranceSchema.DEVICES).forEach(device -> checkDevice(id, device));
        }
    }

    private void checkDevice(String campus, ParsedSection device) {
        String name = device.get(DeviceSchema.FEED, "");
        ParsedSection feed = draft.feeds().get(name);
        referencedFeeds.add(name);
        if (feed != null && !DistrictDraft.isGranted(feed, EventType.DEVICE_ONLINE, campus)) {
            diagnostics.error(
                    device.at(DeviceSchema.FEED),
                    "feed '" + name + "' may not report devices at campus '" + campus + "'; expected "
                            + missingGrant(feed, "device", campus));
        }
    }

    private static String missingGrant(ParsedSection feed, String type, String campus) {
        boolean elsewhere = feed.has(FeedSchema.CAMPUSES)
                && !feed.values(FeedSchema.CAMPUSES).contains(campus);
        return elsewhere ? "'" + campus + "' among its campuses" : "'" + type + "' among its types";
    }

    private void checkFeed(String source, ParsedSection feed) {
        feed.get(FeedSchema.KEY, FeedKeys.NONE)
                .firstGap()
                .ifPresent(gap -> diagnostics.warn(
                        feed.at(FeedSchema.KEY),
                        "no key of feed '" + source + "' is in use at " + gap
                                + ", so what arrives then is rejected as unsigned"));
        Set<EventType> types = DistrictDraft.eventTypesOf(feed);
        boolean hasConduct = feed.values(FeedSchema.TYPES).contains(EventTypeNames.CONDUCT);
        if (types.isEmpty() && !hasConduct && !referencedFeeds.contains(source)) {
            diagnostics.warn(feed.at(), "feed '" + source + "' may report nothing, and no post or device lists it");
        }
        boolean staffing = types.stream().anyMatch(t -> t.groups().contains(EventGroup.STAFFING));
        if (staffing && feed.list(FeedSchema.AGENCIES).isEmpty()) {
            diagnostics.warn(
                    feed.at(), "feed '" + source + "' may report officers, but of no agency; expected 'agencies'");
        }
        int limit = feed.get(FeedSchema.LIMIT, SettingsDefaults.FEED_LIMIT_MINUTES);
        if (feed.has(FeedSchema.HOURS)
                && feed.isErrorFree(FeedSchema.HOURS)
                && RosterCompiler.hours(feed).hasOnlyPeriodsUpTo(Duration.ofMinutes(limit))) {
            diagnostics.warn(
                    feed.at(FeedSchema.HOURS),
                    "the hours of feed '" + source + "' are over before its limit of " + limit
                            + "m is, so it is never silent");
        }
        List<String> agencies = feed.values(FeedSchema.AGENCIES);
        boolean anybody = draft.officers().values().stream()
                .anyMatch(officer -> agencies.contains(DistrictDraft.agencyOf(officer)));
        if (staffing
                && !agencies.isEmpty()
                && !draft.officers().isEmpty()
                && !anybody
                && draft.agencyNames().containsAll(agencies)
                && draft.hasAllOfficers()) {
            diagnostics.warn(
                    feed.at(FeedSchema.AGENCIES),
                    "feed '" + source + "' may report officers of " + Diagnostics.join(agencies)
                            + " only, and the roster has none");
        }
    }

    /** Officers of an agency that no feed may report are never seen. */
    private void checkAgencies() {
        Set<String> reported = new HashSet<>();
        for (ParsedSection feed : draft.feeds().values()) {
            if (DistrictDraft.eventTypesOf(feed).contains(EventType.CHECKED_IN)) {
                reported.addAll(feed.values(FeedSchema.AGENCIES));
            }
        }
        Map<String, ParsedSection> firstOf = new LinkedHashMap<>();
        draft.officers().values().forEach(o -> firstOf.putIfAbsent(DistrictDraft.agencyOf(o), o));
        firstOf.forEach((agency, officer) -> {
            if (!reported.contains(agency) && draft.agencyNames().contains(agency)) {
                diagnostics.warn(
                        officer.at(OfficerSchema.AGENCY),
                        "no feed may report that officers of agency '" + agency + "' check in, so they are never seen");
            }
        });
    }
}
