package org.postwatch.codec.document;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postwatch.plan.Ladder;
import org.postwatch.text.NameSuggestion;

/** Ladders name severities that there are, begin at once and go up. */
final class LadderCheck {
    private final List<String> severities;
    private final Faults faults;

    private LadderCheck(List<String> severities, Faults faults) {
        this.severities = severities;
        this.faults = faults;
    }

    static void check(Draft draft, Faults faults) {
        Section district = draft.district();
        LadderCheck check = new LadderCheck(SettingsDefaults.severities(district), faults);
        Optional<Section> settings = district.find(DistrictForm.SETTINGS);
        check.defaulted(district, settings, LadderForm.LADDER, "ladder", SettingsDefaults.POST_LADDER);
        check.part(district, settings, SettingsForm.NO_SHOW, SettingsDefaults.EPISODE_LADDER);
        check.part(district, settings, SettingsForm.ENTRANCE, SettingsDefaults.EPISODE_LADDER);
        check.part(district, settings, SettingsForm.FEED, SettingsDefaults.EPISODE_LADDER);
        check.part(district, settings, SettingsForm.AGREEMENT, SettingsDefaults.AGREEMENT_LADDER);
        check.severity(district, settings, SettingsForm.BUZZER, SettingsDefaults.BUZZER_SEVERITY);
        check.severity(district, settings, SettingsForm.DOOR_FORCED, SettingsDefaults.FORCED_SEVERITY);
        for (Section campus : draft.campuses().values()) {
            for (Section post : campus.sections(CampusForm.POSTS)) {
                post.find(LadderForm.LADDER).ifPresent(l -> check.ladder(l));
            }
        }
    }

    private void part(Section district, Optional<Section> settings, Key<Section> key, Ladder fallback) {
        defaulted(district, settings.flatMap(s -> s.find(key)), LadderForm.LADDER, key.name() + ": ladder", fallback);
    }

    private void defaulted(
            Section district, Optional<Section> owner, Key<List<Located<Section>>> key, String name, Ladder fallback) {
        Optional<List<Located<Section>>> own = owner.flatMap(s -> s.find(key));
        if (own.isPresent()) {
            ladder(own.get());
        } else if (owner.isEmpty() || !owner.get().has(key)) {
            fallback.rungs().forEach(rung -> inherited(district, name, rung.severity()));
        }
    }

    private void severity(Section district, Optional<Section> settings, Key<Section> part, String fallback) {
        Optional<Section> owner = settings.flatMap(s -> s.find(part));
        Optional<String> own = owner.flatMap(s -> s.find(SettingsForm.SEVERITY));
        if (own.isPresent()) {
            known(own.get(), owner.get().at(SettingsForm.SEVERITY));
        } else {
            inherited(district, part.name() + ": severity", fallback);
        }
    }

    private void inherited(Section district, String setting, String severity) {
        if (!severities.contains(severity)) {
            faults.error(
                    district.at(DistrictForm.SEVERITIES),
                    "no severity '" + severity + "', which is the default of settings: " + setting
                            + "; name it here or give that setting");
        }
    }

    private void ladder(List<Located<Section>> rungs) {
        Duration before = Duration.ZERO;
        int rank = -1;
        for (int i = 0; i < rungs.size(); i++) {
            Section rung = rungs.get(i).value();
            Optional<String> severity = rung.find(LadderForm.SEVERITY);
            severity.ifPresent(s -> known(s, rung.at(LadderForm.SEVERITY)));
            Optional<Duration> after = rung.find(LadderForm.AFTER);
            if (i == 0 && !after.equals(Optional.of(Duration.ZERO))) {
                faults.error(
                        rung.has(LadderForm.AFTER) ? rung.at(LadderForm.AFTER) : rung.at(),
                        "the first rung must be reached at once; expected 'after: 0m'");
            }
            int own = severity.map(severities::indexOf).orElse(-1);
            if (own >= 0 && own < rank) {
                faults.error(
                        rung.at(LadderForm.SEVERITY),
                        "the ladder goes down: '" + severity.get() + "' is milder than '" + severities.get(rank)
                                + "' before it");
            }
            if (after.isPresent() && after.get().compareTo(before) < 0) {
                faults.error(rung.at(LadderForm.AFTER), "the ladder goes back: this rung comes before the one above");
            }
            rank = Math.max(rank, own);
            before = after.isPresent() && after.get().compareTo(before) > 0 ? after.get() : before;
        }
    }

    private void known(String severity, Spot at) {
        if (!severities.contains(severity)) {
            faults.error(at, NameSuggestion.unknownNameMessage("severity", severity, severities));
        }
    }
}
