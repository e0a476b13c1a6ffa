package org.postwatch.documents;

import static org.postwatch.documents.DistrictExport.section;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.event.EventType;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.SeverityLadder;

/** Settings as documents write them, without those that are as by default. */
final class SettingsExport {
    private SettingsExport() {}

    static YamlNode.Mapping settings(DistrictSettings settings) {
        DistrictSettings defaults = SettingsDefaults.settings(Optional.empty());
        MappingBuilder buzzer = section();
        putIfDifferent(buzzer, "limit", settings.buzzerLimit(), defaults.buzzerLimit());
        buzzer.text("severity", unless(settings.buzzerSeverity(), defaults.buzzerSeverity()));
        MappingBuilder agreement = section();
        if (settings.agreementDays() != defaults.agreementDays()) {
            agreement.number("days", settings.agreementDays());
        }
        MappingBuilder all = section();
        putIfDifferent(all, "presence-max", settings.presenceMax(), defaults.presenceMax());
        all.mapping("no-show", episode(settings.shiftGrace(), defaults.shiftGrace(), settings.shiftLadder()))
                .mapping(
                        "entrance",
                        episode(settings.entranceGrace(), defaults.entranceGrace(), settings.entranceLadder()))
                .mapping("feed", episode(settings.feedGrace(), defaults.feedGrace(), settings.feedLadder()))
                .mapping(
                        "agreement",
                        addLadder(agreement, settings.agreementLadder(), SettingsDefaults.AGREEMENT_LADDER)
                                .build())
                .mapping("buzzer", buzzer.build())
                .mapping(
                        "door-forced",
                        section()
                                .text("severity", unless(settings.forcedSeverity(), defaults.forcedSeverity()))
                                .build());
        if (settings.forecastDays() != defaults.forecastDays()) {
            all.number("forecast-days", settings.forecastDays());
        }
        return all.build();
    }

    private static YamlNode.Mapping episode(Duration grace, Duration defaultGrace, SeverityLadder ladder) {
        MappingBuilder episode = section();
        putIfDifferent(episode, "grace", grace, defaultGrace);
        return addLadder(episode, ladder, SettingsDefaults.EPISODE_LADDER).build();
    }

    private static void putIfDifferent(MappingBuilder section, String key, Duration value, Duration fallback) {
        if (!value.equals(fallback)) {
            section.text(key, duration(value));
        }
    }

    private static Optional<String> unless(String value, String fallback) {
        return Optional.of(value).filter(text -> !text.equals(fallback));
    }

    static MappingBuilder addLadder(MappingBuilder section, SeverityLadder ladder, SeverityLadder fallback) {
        if (ladder.equals(fallback)) {
            return section;
        }
        List<YamlNode> steps = ladder.steps().stream()
                .<YamlNode>map(step -> section()
                        .text("severity", step.severity())
                        .text("after", step.after().map(SettingsExport::duration))
                        .texts(
                                "triggers",
                                step.triggers().stream()
                                        .sorted()
                                        .map(EventType::shortName)
                                        .toList())
                        .build())
                .toList();
        return section.items("ladder", steps);
    }

    /** As {@code 90s}, {@code 10m} or {@code 2h}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 && seconds > 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
