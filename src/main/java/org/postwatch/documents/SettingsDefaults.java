package org.postwatch.documents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.event.EventType;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.SeverityLadder.SeverityStep;

/** The defaults of a district's settings. */
final class SettingsDefaults {
    static final List<String> SEVERITIES = List.of("info", "warning", "high", "critical");
    static final Duration GRACE = Duration.ofMinutes(10);
    static final int FEED_LIMIT_MINUTES = 5;
    static final SeverityLadder POST_LADDER = new SeverityLadder(List.of(
            severityStep("warning", 0),
            severityStep("high", 20, EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN),
            severityStep("critical", 60, EventType.DOOR_FORCED)));
    static final SeverityLadder EPISODE_LADDER = new SeverityLadder(List.of(severityStep("warning", 0)));
    static final SeverityLadder AGREEMENT_LADDER = new SeverityLadder(List.of(severityStep("info", 0)));
    static final String BUZZER_SEVERITY = "warning";
    static final String DOOR_FORCED_SEVERITY = "high";

    private static final Duration MAX_PRESENCE = Duration.ofHours(12);
    private static final Duration BUZZER_LIMIT = Duration.ofMinutes(2);
    static final int AGREEMENT_DAYS = 30;
    private static final int FORECAST_DAYS = 3;

    private SettingsDefaults() {}

    static List<String> severities(ParsedSection district) {
        return district.has(DistrictSchema.SEVERITIES) ? district.values(DistrictSchema.SEVERITIES) : SEVERITIES;
    }

    static DistrictSettings settings(Optional<ParsedSection> section) {
        Optional<ParsedSection> noShow = section.flatMap(s -> s.find(SettingsSchema.NO_SHOW));
        Optional<ParsedSection> entrance = section.flatMap(s -> s.find(SettingsSchema.ENTRANCE));
        Optional<ParsedSection> feed = section.flatMap(s -> s.find(SettingsSchema.FEED));
        Optional<ParsedSection> agreement = section.flatMap(s -> s.find(SettingsSchema.AGREEMENT));
        Optional<ParsedSection> buzzer = section.flatMap(s -> s.find(SettingsSchema.BUZZER));
        Optional<ParsedSection> forced = section.flatMap(s -> s.find(SettingsSchema.DOOR_FORCED));
        return new DistrictSettings(
                getOrDefault(section, SettingsSchema.MAX_PRESENCE, MAX_PRESENCE),
                getOrDefault(noShow, SettingsSchema.GRACE, GRACE),
                ladder(noShow, EPISODE_LADDER),
                getOrDefault(entrance, SettingsSchema.GRACE, GRACE),
                ladder(entrance, EPISODE_LADDER),
                getOrDefault(feed, SettingsSchema.GRACE, Duration.ZERO),
                ladder(feed, EPISODE_LADDER),
                getOrDefault(buzzer, SettingsSchema.LIMIT, BUZZER_LIMIT),
                getOrDefault(buzzer, SettingsSchema.SEVERITY, BUZZER_SEVERITY),
                getOrDefault(forced, SettingsSchema.SEVERITY, DOOR_FORCED_SEVERITY),
                getOrDefault(agreement, SettingsSchema.DAYS, AGREEMENT_DAYS),
                ladder(agreement, AGREEMENT_LADDER),
                getOrDefault(section, SettingsSchema.FORECAST_DAYS, FORECAST_DAYS));
    }

    static SeverityLadder ladder(Optional<ParsedSection> owner, SeverityLadder fallback) {
        return owner.flatMap(s -> s.find(SeverityLadderSchema.LADDER))
                .map(rungs -> new SeverityLadder(LocatedValue.values(rungs).stream()
                        .map(r -> new SeverityStep(
                                r.require(SeverityLadderSchema.SEVERITY),
                                r.find(SeverityLadderSchema.AFTER),
                                Set.copyOf(r.values(SeverityLadderSchema.TRIGGERS))))
                        .toList()))
                .orElse(fallback);
    }

    static <T> T getOrDefault(Optional<ParsedSection> section, SectionKey<T> key, T fallback) {
        return section.flatMap(s -> s.find(key)).orElse(fallback);
    }

    private static SeverityStep severityStep(String severity, int minutes, EventType... triggers) {
        return new SeverityStep(severity, Optional.of(Duration.ofMinutes(minutes)), Set.of(triggers));
    }
}
