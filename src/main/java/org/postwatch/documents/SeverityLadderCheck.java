package org.postwatch.documents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.plan.SeverityLadder;

/** Ladders name declared severities, begin at once and rise. */
final class SeverityLadderCheck {
    private final List<String> severities;
    private final Diagnostics diagnostics;

    private SeverityLadderCheck(List<String> severities, Diagnostics diagnostics) {
        this.severities = severities;
        this.diagnostics = diagnostics;
    }

    static void check(DistrictDraft draft, Diagnostics diagnostics) {
        ParsedSection district = draft.district();
        SeverityLadderCheck check = new SeverityLadderCheck(SettingsDefaults.severities(district), diagnostics);
        Optional<ParsedSection> settings = district.find(DistrictSchema.SETTINGS);
        check.checkLadderOrDefault(
                district, settings, SeverityLadderSchema.LADDER, "ladder", SettingsDefaults.POST_LADDER);
        check.checkPart(district, settings, SettingsSchema.NO_SHOW, SettingsDefaults.EPISODE_LADDER);
        check.checkPart(district, settings, SettingsSchema.ENTRANCE, SettingsDefaults.EPISODE_LADDER);
        check.checkPart(district, settings, SettingsSchema.FEED, SettingsDefaults.EPISODE_LADDER);
        check.checkPart(district, settings, SettingsSchema.AGREEMENT, SettingsDefaults.AGREEMENT_LADDER);
        check.checkSeverityOrDefault(district, settings, SettingsSchema.BUZZER, SettingsDefaults.BUZZER_SEVERITY);
        check.checkSeverityOrDefault(
                district, settings, SettingsSchema.DOOR_FORCED, SettingsDefaults.DOOR_FORCED_SEVERITY);
        for (ParsedSection campus : draft.campuses().values()) {
            for (ParsedSection post : campus.sections(CampusSchema.POSTS)) {
                post.find(SeverityLadderSchema.LADDER).ifPresent(l -> check.checkLadder(l));
            }
        }
    }

    private void checkPart(
            ParsedSection district,
            Optional<ParsedSection> settings,
            SectionKey<ParsedSection> key,
            SeverityLadder fallback) {
        checkLadderOrDefault(
                district,
                settings.flatMap(s -> s.find(key)),
                SeverityLadderSchema.LADDER,
                key.name() + ": ladder",
                fallback);
    }

    private void checkLadderOrDefault(
            ParsedSection district,
            Optional<ParsedSection> owner,
            SectionKey<List<LocatedValue<ParsedSection>>> key,
            String name,
            SeverityLadder fallback) {
        Optional<List<LocatedValue<ParsedSection>>> own = owner.flatMap(s -> s.find(key));
        if (own.isPresent()) {
            checkLadder(own.get());
        } else if (owner.isEmpty() || !owner.get().has(key)) {
            fallback.steps().forEach(rung -> checkDefaultSeverity(district, name, rung.severity()));
        }
    }

    private void checkSeverityOrDefault(
            ParsedSection district, Optional<ParsedSection> settings, SectionKey<ParsedSection> part, String fallback) {
        Optional<ParsedSection> owner = settings.flatMap(s -> s.find(part));
        Optional<LocatedValue<String>> own = owner.flatMap(s -> s.locate(SettingsSchema.SEVERITY));
        if (own.isPresent()) {
            diagnostics.checkKnown("severity", own.get(), severities);
        } else {
            checkDefaultSeverity(district, part.name() + ": severity", fallback);
        }
    }

    private void checkDefaultSeverity(ParsedSection district, String setting, String severity) {
        if (!severities.contains(severity)) {
            diagnostics.error(
                    district.at(DistrictSchema.SEVERITIES),
                    "no severity '" + severity + "', which is the default of settings: " + setting
                            + "; name it here or give that setting");
        }
    }

    private void checkLadder(List<LocatedValue<ParsedSection>> rungs) {
        Duration before = Duration.ZERO;
        int rank = -1;
        for (int i = 0; i < rungs.size(); i++) {
            ParsedSection rung = rungs.get(i).value();
            Optional<String> severity = rung.find(SeverityLadderSchema.SEVERITY);
            rung.locate(SeverityLadderSchema.SEVERITY)
                    .ifPresent(s -> diagnostics.checkKnown("severity", s, severities));
            Optional<Duration> after = rung.find(SeverityLadderSchema.AFTER);
            if (i == 0 && !after.equals(Optional.of(Duration.ZERO))) {
                diagnostics.error(
                        rung.has(SeverityLadderSchema.AFTER) ? rung.at(SeverityLadderSchema.AFTER) : rung.at(),
                        "the first step must be reached at once; expected 'after: 0m'");
            }
            int own = severity.map(severities::indexOf).orElse(-1);
            if (own >= 0 && own < rank) {
                diagnostics.error(
                        rung.at(SeverityLadderSchema.SEVERITY),
                        "the ladder goes down: '" + severity.get() + "' is milder than '" + severities.get(rank)
                                + "' before it");
            }
            if (after.isPresent() && after.get().compareTo(before) < 0) {
                diagnostics.error(
                        rung.at(SeverityLadderSchema.AFTER),
                        "the steps are not in order: this step is reached before the one above");
            }
            rank = Math.max(rank, own);
            before = after.isPresent() && after.get().compareTo(before) > 0 ? after.get() : before;
        }
    }
}
