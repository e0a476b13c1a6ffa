package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;

import java.time.Duration;
import org.postwatch.plan.Settings;

/** The keys of a district's settings, every one optional. */
final class SettingsForm {
    static final Key<Duration> PRESENCE_MAX = optional("presence-max", Formats.duration("10m", "24h"));

    /** From a gap's start to its incident; posts may have their own. */
    static final Key<Duration> GRACE = optional("grace", Formats.duration("0m", "12h"));

    static final Key<Integer> DAYS = optional("days", new Whole(1, 366));
    static final Key<Duration> LIMIT = optional("limit", Formats.duration("1s", "1h"));
    static final Key<String> SEVERITY = optional("severity", Formats.ID);

    /** Of no-shows, entrances and feeds alike. */
    static final Shape EPISODES = Shape.of("these settings", GRACE, LadderForm.LADDER);

    static final Shape AGREEMENTS = Shape.of("the settings of agreements", DAYS, LadderForm.LADDER);
    static final Shape BUZZERS = Shape.of("the settings of buzzers", LIMIT, SEVERITY);
    static final Shape FORCED = Shape.of("the settings of forced doors", SEVERITY);

    static final Key<Section> NO_SHOW = optional("no-show", EPISODES);
    static final Key<Section> ENTRANCE = optional("entrance", EPISODES);
    static final Key<Section> FEED = optional("feed", EPISODES);
    static final Key<Section> AGREEMENT = optional("agreement", AGREEMENTS);
    static final Key<Section> BUZZER = optional("buzzer", BUZZERS);
    static final Key<Section> DOOR_FORCED = optional("door-forced", FORCED);
    static final Key<Integer> FORECAST_DAYS = optional("forecast-days", new Whole(0, Settings.FORECAST_DAYS_MAX));

    static final Shape SHAPE = Shape.of(
            "settings",
            PRESENCE_MAX,
            GRACE,
            LadderForm.LADDER,
            NO_SHOW,
            ENTRANCE,
            FEED,
            AGREEMENT,
            BUZZER,
            DOOR_FORCED,
            FORECAST_DAYS);

    private SettingsForm() {}
}
