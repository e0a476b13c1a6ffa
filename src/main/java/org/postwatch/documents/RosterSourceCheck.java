package org.postwatch.documents;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.IntakeSchema.PhonesSchema;
import org.postwatch.documents.IntakeSchema.SourceSchema;
import org.postwatch.documents.RosterSchema.ColumnSchema;
import org.postwatch.documents.RosterSchema.RuleSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.event.EventType;
import org.postwatch.roster.RosterField;

/** Rosters name feeds, officers, campuses and duties that exist, and can plan shifts with them. */
final class RosterSourceCheck {
    private static final Set<EventType> SHIFT_TYPES = Set.of(EventType.SHIFT_PLANNED, EventType.SHIFT_CANCELLED);

    private final IntakeDraft draft;
    private final Diagnostics diagnostics;
    private final IntakeTargetCheck targets;

    private RosterSourceCheck(IntakeDraft draft, IntakeTargetCheck targets, Diagnostics diagnostics) {
        this.draft = draft;
        this.targets = targets;
        this.diagnostics = diagnostics;
    }

    static void check(IntakeDraft draft, IntakeTargetCheck targets, Diagnostics diagnostics) {
        RosterSourceCheck check = new RosterSourceCheck(draft, targets, diagnostics);
        draft.rosters().forEach(check::checkRoster);
    }

    private void checkRoster(String name, ParsedSection roster) {
        Optional<ParsedSection> feed = checkFeed(roster);
        checkSharing(name, roster);
        roster.sections(RosterSchema.RULES).forEach(rule -> checkRule(rule, feed));
        if (roster.isErrorFree(RosterSchema.RULES)) {
            checkMeaning(roster, RuleSchema.OFFICER);
            checkMeaning(roster, RuleSchema.CAMPUS);
            roster.find(RosterSchema.COLUMNS).ifPresent(columns -> checkColumns(roster, columns));
        }
    }

    private Optional<ParsedSection> checkFeed(ParsedSection roster) {
        Map<String, ParsedSection> feeds = draft.district().feeds();
        if (draft.district().district().isReadable(DistrictSchema.FEEDS)) {
            roster.locate(RosterSchema.FEED).ifPresent(feed -> diagnostics.checkKnown("feed", feed, feeds.keySet()));
        }
        Optional<ParsedSection> feed = roster.find(RosterSchema.FEED).map(feeds::get);
        feed.filter(known -> known.isErrorFree(FeedSchema.TYPES))
                .ifPresent(known -> checkTypes(roster, DistrictDraft.eventTypesOf(known)));
        return feed;
    }

    /** A roster that can be read must not speak for a system that is silent. */
    private void checkTypes(ParsedSection roster, Set<EventType> granted) {
        if (granted.containsAll(SHIFT_TYPES) && SHIFT_TYPES.containsAll(granted)) {
            return;
        }
        String other = granted.stream()
                .filter(type -> !SHIFT_TYPES.contains(type))
                .map(EventType::shortName)
                .sorted()
                .findFirst()
                .map(type -> "may also report " + type + ", of which the roster knows nothing")
                .orElse("may not report both shift-planned and shift-cancelled");
        diagnostics.error(
                roster.at(RosterSchema.FEED),
                "feed '" + roster.require(RosterSchema.FEED) + "' " + other
                        + "; expected a feed with types: [shift-planned, shift-cancelled]");
    }

    private void checkSharing(String name, ParsedSection roster) {
        Optional<String> feed = roster.find(RosterSchema.FEED);
        if (feed.isEmpty()) {
            return;
        }
        Stream<String> sources = draft.sources().entrySet().stream()
                .filter(source -> source.getValue().find(SourceSchema.FEED).equals(feed))
                .map(source -> "source '" + source.getKey() + "'");
        Stream<String> phones = draft.section().sections(IntakeSchema.PHONES).stream()
                .filter(campus -> campus.find(PhonesSchema.FEED).equals(feed))
                .map(campus -> "phones");
        Stream<String> rosters = draft.rosters().entrySet().stream()
                .takeWhile(other -> !other.getKey().equals(name))
                .filter(other -> other.getValue().find(RosterSchema.FEED).equals(feed))
                .map(other -> "roster '" + other.getKey() + "'");
        Stream.of(sources, phones, rosters)
                .flatMap(Function.identity())
                .findFirst()
                .ifPresent(other -> diagnostics.error(
                        roster.at(RosterSchema.FEED),
                        "feed '" + feed.get() + "' is also that of " + other
                                + ", so that its silence would not be noticed; expected a feed for this roster alone"));
    }

    private void checkRule(ParsedSection rule, Optional<ParsedSection> feed) {
        rule.locate(RuleSchema.OFFICER).ifPresent(badge -> targets.checkOfficer(badge, feed));
        rule.locate(RuleSchema.CAMPUS).ifPresent(campus -> targets.checkCampus(campus, feed));
        Set<String> duties = draft.district().officers().values().stream()
                .flatMap(officer -> officer.values(OfficerSchema.DUTIES).stream())
                .collect(Collectors.toSet());
        rule.locate(RuleSchema.DUTY).ifPresent(duty -> diagnostics.checkKnown("duty", duty, duties));
    }

    private void checkMeaning(ParsedSection roster, SectionKey<String> meaning) {
        if (roster.sections(RosterSchema.RULES).stream().noneMatch(rule -> rule.has(meaning))) {
            diagnostics.error(
                    roster.at(RosterSchema.RULES),
                    "no rule names " + (meaning == RuleSchema.OFFICER ? "an officer" : "a campus")
                            + ", so that no entry can become a shift; expected '" + meaning.name() + "' in a rule");
        }
    }

    private void checkColumns(ParsedSection roster, ParsedSection columns) {
        Set<RosterField> there = new HashSet<>();
        ColumnSchema.FIELDS.forEach((field, key) -> {
            if (columns.has(key)) {
                there.add(field);
            }
        });
        for (ParsedSection rule : roster.sections(RosterSchema.RULES)) {
            RuleSchema.FIELDS.forEach((field, key) -> {
                Optional<LocatedValue<String>> pattern = rule.locate(key);
                if (pattern.isPresent() && !there.contains(field)) {
                    diagnostics.error(
                            pattern.get().at(),
                            "a rule compares '" + key.name() + "', but no column is named for it; expected '"
                                    + key.name() + "' in 'columns'");
                }
            });
        }
    }
}
