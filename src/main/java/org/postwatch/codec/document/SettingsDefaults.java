package org.postwatch.codec.document;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.EventType;
import org.postwatch.plan.Ladder;
import org.postwatch.plan.Ladder.Rung;
import org.postwatch.plan.Settings;

/** What holds where a district says nothing. */
final class SettingsDefaults {
    static final List<String> SEVERITIES = List.of("info", "warning", "high", "critical");
    static final Duration GRACE = Duration.ofMinutes(10);
    static final int FEED_LIMIT_MINUTES = 5;
    static final Ladder POST_LADDER = new Ladder(List.of(
            rung("warning", 0),
            rung("high", 20, EventType.VISITOR_ADMITTED, EventType.DOOR_HELD_OPEN),
            rung("critical", 60, EventType.DOOR_FORCED)));
    static final Ladder EPISODE_LADDER = new Ladder(List.of(rung("warning", 0)));
    static final Ladder AGREEMENT_LADDER = new Ladder(List.of(rung("info", 0)));
    static final String BUZZER_SEVERITY = "warning";
    static final String FORCED_SEVERITY = "high";

    private static final Duration PRESENCE_MAX = Duration.ofHours(12);
    private static final Duration BUZZER_LIMIT = Duration.ofMinutes(2);
    private static final int AGREEMENT_DAYS = 30;
    private static final int FORECAST_DAYS = 3;

    private SettingsDefaults() {}

    static List<String> severities(Section district) {
        return district.has(DistrictForm.SEVERITIES) ? district.values(DistrictForm.SEVERITIES) : SEVERITIES;
    }

    static Settings settings(Optional<Section> section) {
        Optional<Section> noShow = section.flatMap(s -> s.find(SettingsForm.NO_SHOW));
        Optional<Section> entrance = section.flatMap(s -> s.find(SettingsForm.ENTRANCE));
        Optional<Section> feed = section.flatMap(s -> s.find(SettingsForm.FEED));
        Optional<Section> agreement = section.flatMap(s -> s.find(SettingsForm.AGREEMENT));
        Optional<Section> buzzer = section.flatMap(s -> s.find(SettingsForm.BUZZER));
        Optional<Section> forced = section.flatMap(s -> s.find(SettingsForm.DOOR_FORCED));
        return new Settings(
                get(section, SettingsForm.PRESENCE_MAX, PRESENCE_MAX),
                get(noShow, SettingsForm.GRACE, GRACE),
                ladder(noShow, EPISODE_LADDER),
                get(entrance, SettingsForm.GRACE, GRACE),
                ladder(entrance, EPISODE_LADDER),
                get(feed, SettingsForm.GRACE, Duration.ZERO),
                ladder(feed, EPISODE_LADDER),
                get(buzzer, SettingsForm.LIMIT, BUZZER_LIMIT),
                get(buzzer, SettingsForm.SEVERITY, BUZZER_SEVERITY),
                get(forced, SettingsForm.SEVERITY, FORCED_SEVERITY),
                get(agreement, SettingsForm.DAYS, AGREEMENT_DAYS),
                ladder(agreement, AGREEMENT_LADDER),
                get(section, SettingsForm.FORECAST_DAYS, FORECAST_DAYS));
    }

    static Ladder ladder(Optional<Section> owner, Ladder fallback) {
        return owner.flatMap(s -> s.find(LadderForm.LADDER))
                .map(rungs -> new Ladder(Located.values(rungs).stream()
                        .map(r -> new Rung(
                                r.need(LadderForm.SEVERITY),
                                r.find(LadderForm.AFTER),
                                Set.copyOf(r.values(LadderForm.TRIGGERS))))
                        .toList()))
                .orElse(fallback);
    }

    static <T> T get(Optional<Section> section, Key<T> key, T fallback) {
        return section.flatMap(s -> s.find(key)).orElse(fallback);
    }

    private static Rung rung(String severity, int minutes, EventType... triggers) {
        return new Rung(severity, Optional.of(Duration.ofMinutes(minutes)), Set.of(triggers));
    }
}
