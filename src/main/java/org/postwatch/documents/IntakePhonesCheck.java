package org.postwatch.documents;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.IntakeSchema.PhonesSchema;
import org.postwatch.documents.IntakeSchema.SourceSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.event.EventType;

/** Phones report as feeds that exist, that may report what officers do at the campus, and that nothing else sends. */
final class IntakePhonesCheck {
    private static final List<EventType> REPORTED =
            List.of(EventType.CHECKED_IN, EventType.CALLED_AWAY, EventType.RETURNED, EventType.CHECKED_OUT);

    private final IntakeDraft draft;
    private final Diagnostics diagnostics;

    private IntakePhonesCheck(IntakeDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    static void check(IntakeDraft draft, Diagnostics diagnostics) {
        IntakePhonesCheck check = new IntakePhonesCheck(draft, diagnostics);
        List<ParsedSection> all = draft.section().sections(IntakeSchema.PHONES);
        DistrictDraft.byId("campus", all, PhonesSchema.CAMPUS, diagnostics);
        all.forEach(check::checkPhones);
    }

    private void checkPhones(ParsedSection phones) {
        Map<String, ParsedSection> campuses = draft.district().campuses();
        if (draft.district().isComplete()) {
            phones.locate(PhonesSchema.CAMPUS)
                    .ifPresent(campus -> diagnostics.checkKnown("campus", campus, campuses.keySet()));
        }
        Map<String, ParsedSection> feeds = draft.district().feeds();
        phones.locate(PhonesSchema.FEED).ifPresent(feed -> {
            if (draft.district().district().isReadable(DistrictSchema.FEEDS)) {
                diagnostics.checkKnown("feed", feed, feeds.keySet());
            }
            checkNoOtherSender(feed);
            ParsedSection section = feeds.get(feed.value());
            if (section != null) {
                checkGrants(phones, feed, section);
            }
        });
    }

    /** The heartbeats of intake would report that a vendor's events are complete, which it cannot know. */
    private void checkNoOtherSender(LocatedValue<String> feed) {
        draft.sources().forEach((name, source) -> {
            if (source.find(SourceSchema.FEED).filter(feed.value()::equals).isPresent()) {
                diagnostics.error(
                        feed.at(),
                        "feed '" + feed.value() + "' is that of source '" + name
                                + "' as well; expected a feed of the phones alone");
            }
        });
    }

    private void checkGrants(ParsedSection phones, LocatedValue<String> feed, ParsedSection section) {
        if (!section.isErrorFree(FeedSchema.TYPES, FeedSchema.CAMPUSES, FeedSchema.AGENCIES)) {
            return;
        }
        phones.find(PhonesSchema.CAMPUS)
                .filter(campus -> section.has(FeedSchema.CAMPUSES)
                        && !section.values(FeedSchema.CAMPUSES).contains(campus))
                .ifPresent(campus -> diagnostics.error(
                        phones.at(PhonesSchema.CAMPUS),
                        "feed '" + feed.value() + "' may not report campus '" + campus
                                + "'; expected it among its campuses"));
        Stream<EventType> refused = REPORTED.stream()
                .filter(type -> !DistrictDraft.eventTypesOf(section).contains(type));
        String missing = refused.map(EventType::shortName).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            diagnostics.error(
                    feed.at(),
                    "feed '" + feed.value() + "' may not report " + missing
                            + "; expected checked-in, called-away, returned and checked-out, or staffing, among its types");
        }
        if (section.values(FeedSchema.AGENCIES).isEmpty()) {
            diagnostics.error(
                    feed.at(),
                    "feed '" + feed.value()
                            + "' may report the officers of no agency; expected some among its agencies, for example district");
        }
    }
}
