package org.postwatch.codec.document;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.codec.document.CampusForm.DeviceForm;
import org.postwatch.codec.document.CampusForm.EntranceForm;
import org.postwatch.codec.document.CampusForm.PostForm;
import org.postwatch.codec.document.DistrictForm.FeedForm;
import org.postwatch.codec.document.DistrictForm.OfficerForm;
import org.postwatch.event.EventType;
import org.postwatch.plan.FeedKeys;

/** Feeds may tell what posts, entrances and the roster rely on. */
final class FeedCheck {
    private final Draft draft;
    private final Faults faults;
    private final Set<String> listed = new HashSet<>();

    private FeedCheck(Draft draft, Faults faults) {
        this.draft = draft;
        this.faults = faults;
    }

    static void check(Draft draft, Faults faults) {
        if (!draft.district().isSound(DistrictForm.FEEDS)) {
            return;
        }
        FeedCheck check = new FeedCheck(draft, faults);
        draft.campuses().forEach(check::campus);
        draft.feeds().forEach(check::feed);
        check.agencies();
    }

    private void campus(String id, Section campus) {
        boolean seen = !draft.staffingFeeds(id).isEmpty();
        for (Section post : campus.sections(CampusForm.POSTS)) {
            if (!seen) {
                faults.warn(
                        post.at(),
                        "no feed may tell who checks in at campus '" + id + "', so this post is never covered");
            }
            for (Located<String> name : post.list(PostForm.FEEDS)) {
                listed.add(name.value());
                Section feed = draft.feeds().get(name.value());
                if (seen && feed != null && !Draft.grants(feed, EventType.CHECKED_IN, id)) {
                    faults.warn(
                            name.at(),
                            "feed '" + name.value() + "' may not tell who checks in at campus '" + id + "'; expected "
                                    + lacking(feed, "checked-in", id));
                }
            }
        }
        for (Section entrance : campus.sections(CampusForm.ENTRANCES)) {
            entrance.sections(EntranceForm.DEVICES).forEach(device -> device(id, device));
        }
    }

    private void device(String campus, Section device) {
        String name = device.get(DeviceForm.FEED, "");
        Section feed = draft.feeds().get(name);
        listed.add(name);
        if (feed != null && !Draft.grants(feed, EventType.DEVICE_ONLINE, campus)) {
            faults.error(
                    device.at(DeviceForm.FEED),
                    "feed '" + name + "' may not tell of devices at campus '" + campus + "'; expected "
                            + lacking(feed, "device", campus));
        }
    }

    private static String lacking(Section feed, String type, String campus) {
        boolean elsewhere =
                feed.has(FeedForm.CAMPUSES) && !feed.values(FeedForm.CAMPUSES).contains(campus);
        return elsewhere ? "'" + campus + "' among its campuses" : "'" + type + "' among its types";
    }

    private void feed(String source, Section feed) {
        feed.get(FeedForm.KEY, FeedKeys.NONE)
                .firstGap()
                .ifPresent(gap -> faults.warn(
                        feed.at(FeedForm.KEY),
                        "no key of feed '" + source + "' is in use at " + gap
                                + ", so what arrives then is rejected as unsigned"));
        Set<EventType> types = Draft.types(feed);
        boolean told = feed.values(FeedForm.TYPES).contains(Types.CONDUCT);
        if (types.isEmpty() && !told && !listed.contains(source)) {
            faults.warn(feed.at(), "feed '" + source + "' may tell nothing, and no post or device lists it");
        }
        boolean staffing =
                types.stream().anyMatch(t -> Types.GRANTS.get("staffing").contains(t));
        if (staffing && feed.list(FeedForm.AGENCIES).isEmpty()) {
            faults.warn(
                    feed.at(), "feed '" + source + "' may tell of officers, but of no agency's; expected 'agencies'");
        }
        int limit = feed.get(FeedForm.LIMIT, SettingsDefaults.FEED_LIMIT_MINUTES);
        if (feed.has(FeedForm.HOURS)
                && feed.isSound(FeedForm.HOURS)
                && Roster.hours(feed).isNeverLongerThan(Duration.ofMinutes(limit))) {
            faults.warn(
                    feed.at(FeedForm.HOURS),
                    "the hours of feed '" + source + "' are over before its limit of " + limit
                            + "m is, so it is never silent");
        }
        List<String> agencies = feed.values(FeedForm.AGENCIES);
        boolean anybody =
                draft.officers().values().stream().anyMatch(officer -> agencies.contains(Draft.agency(officer)));
        if (staffing
                && !agencies.isEmpty()
                && !draft.officers().isEmpty()
                && !anybody
                && draft.agencyNames().containsAll(agencies)
                && draft.district().isSound(DistrictForm.OFFICERS)) {
            faults.warn(
                    feed.at(FeedForm.AGENCIES),
                    "feed '" + source + "' may report officers of " + Faults.list(agencies)
                            + " only, and the roster has none");
        }
    }

    /** Officers whose agency nobody may speak for are never seen. */
    private void agencies() {
        Set<String> told = new HashSet<>();
        for (Section feed : draft.feeds().values()) {
            if (Draft.types(feed).contains(EventType.CHECKED_IN)) {
                told.addAll(feed.values(FeedForm.AGENCIES));
            }
        }
        Map<String, Section> firstOf = new LinkedHashMap<>();
        draft.officers().values().forEach(o -> firstOf.putIfAbsent(Draft.agency(o), o));
        firstOf.forEach((agency, officer) -> {
            if (!told.contains(agency) && draft.agencyNames().contains(agency)) {
                faults.warn(
                        officer.at(OfficerForm.AGENCY),
                        "no feed may tell who of agency '" + agency + "' checks in, so its officers are never seen");
            }
        });
    }
}
