package org.postwatch.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.IntakeSchema.PhonesSchema;
import org.postwatch.documents.IntakeSchema.SourceSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.event.EventType;

/** A front desk belongs to a campus and has a feed of its own, which may report what the page offers. */
final class DeskCheck {
    private static final List<EventType> PRESENCE =
            List.of(EventType.CHECKED_IN, EventType.CHECKED_OUT, EventType.CALLED_AWAY, EventType.RETURNED);
    private static final List<EventType> VISITORS = List.of(EventType.VISITOR_ADMITTED, EventType.VISITOR_DENIED);

    private final IntakeDraft draft;
    private final Diagnostics diagnostics;
    private final Map<String, String> campusByFeed = new HashMap<>();
    private final Map<String, String> otherUses = new HashMap<>();

    private DeskCheck(IntakeDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
        draft.sources()
                .forEach((name, source) -> source.find(SourceSchema.FEED)
                        .ifPresent(feed -> otherUses.putIfAbsent(feed, "the source '" + name + "'")));
        draft.rosters()
                .forEach((name, roster) -> roster.find(RosterSchema.FEED)
                        .ifPresent(feed -> otherUses.putIfAbsent(feed, "the roster '" + name + "'")));
        draft.section()
                .sections(IntakeSchema.PHONES)
                .forEach(phones ->
                        phones.find(PhonesSchema.FEED).ifPresent(feed -> otherUses.putIfAbsent(feed, "phones")));
    }

    static void check(IntakeDraft draft, Diagnostics diagnostics) {
        DeskCheck check = new DeskCheck(draft, diagnostics);
        List<String> campuses = new ArrayList<>();
        for (ParsedSection desk : draft.section().sections(DeskSchema.DESKS)) {
            desk.locate(DeskSchema.CAMPUS).ifPresent(campus -> {
                check.checkCampus(campus, campuses);
                desk.locate(DeskSchema.FEED).ifPresent(feed -> check.checkFeed(desk, campus.value(), feed));
            });
        }
    }

    private void checkCampus(LocatedValue<String> campus, List<String> before) {
        DistrictDraft district = draft.district();
        if (district.isComplete()) {
            diagnostics.checkKnown("campus", campus, district.campuses().keySet());
        }
        if (before.contains(campus.value())) {
            diagnostics.error(
                    campus.at(),
                    "campus '" + campus.value()
                            + "' has two desks; expected one, which any number of tablets can be enrolled for");
        }
        before.add(campus.value());
    }

    private void checkFeed(ParsedSection desk, String campus, LocatedValue<String> feed) {
        if (!draft.district().district().isReadable(DistrictSchema.FEEDS)) {
            return;
        }
        diagnostics.checkKnown("feed", feed, draft.district().feeds().keySet());
        ParsedSection section = draft.district().feeds().get(feed.value());
        if (section == null) {
            return;
        }
        String name = "feed '" + feed.value() + "'";
        String other = campusByFeed.putIfAbsent(feed.value(), campus);
        if (other != null && !other.equals(campus)) {
            diagnostics.error(
                    feed.at(),
                    name + " is that of the desk of campus '" + other + "' already; expected one feed for each desk,"
                            + " because one that works says nothing about another");
        }
        if (otherUses.containsKey(feed.value())) {
            diagnostics.error(
                    feed.at(),
                    name + " is that of " + otherUses.get(feed.value())
                            + " already; expected a feed that only the desk uses");
        }
        if (!section.has(FeedSchema.HOURS) && section.isErrorFree(FeedSchema.HOURS)) {
            diagnostics.error(
                    feed.at(),
                    name + " has no 'hours', so it would be silent whenever the page is closed; expected the hours"
                            + " in which the desk is open");
        }
        if (section.isErrorFree(FeedSchema.TYPES, FeedSchema.CAMPUSES)) {
            checkGrants(desk, campus, feed, section);
        }
    }

    private void checkGrants(ParsedSection desk, String campus, LocatedValue<String> feed, ParsedSection section) {
        List<EventType> needed = new ArrayList<>(PRESENCE);
        if (desk.get(DeskSchema.VISITORS, false)) {
            needed.addAll(VISITORS);
        }
        if (section.has(FeedSchema.CAMPUSES)
                && !section.values(FeedSchema.CAMPUSES).contains(campus)) {
            diagnostics.error(
                    feed.at(),
                    "feed '" + feed.value() + "' may not report campus '" + campus
                            + "'; expected it among its campuses");
            return;
        }
        List<String> missing = needed.stream()
                .filter(type -> !DistrictDraft.isGranted(section, type, campus))
                .map(EventType::shortName)
                .toList();
        if (!missing.isEmpty()) {
            diagnostics.error(
                    feed.at(),
                    "feed '" + feed.value() + "' may not report " + Diagnostics.join(missing)
                            + ", which the desk offers; expected them among its types");
        }
    }
}
