package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;

import java.time.Duration;
import org.postwatch.documents.form.IntegerParser;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.plan.DistrictSettings;

/** The keys of a district's settings, every one optional. */
final class SettingsSchema {
    static final SectionKey<Duration> MAX_PRESENCE = optional("presence-max", ValueFormats.duration("10m", "24h"));

    /** From a gap's start to its incident; a post may have its own. */
    static final SectionKey<Duration> GRACE = optional("grace", ValueFormats.duration("0m", "12h"));

    static final SectionKey<Integer> DAYS = optional("days", new IntegerParser(1, 366));
    static final SectionKey<Duration> LIMIT = optional("limit", ValueFormats.duration("1s", "1h"));
    static final SectionKey<String> SEVERITY = optional("severity", ValueFormats.ID);

    /** The settings of no-shows, of entrances and of feeds. */
    static final SectionSchema EPISODE_SECTION = SectionSchema.of("these settings", GRACE, SeverityLadderSchema.LADDER);

    static final SectionSchema AGREEMENT_SECTION =
            SectionSchema.of("the settings of agreements", DAYS, SeverityLadderSchema.LADDER);
    static final SectionSchema BUZZER_SECTION = SectionSchema.of("the settings of buzzers", LIMIT, SEVERITY);
    static final SectionSchema DOOR_FORCED_SECTION = SectionSchema.of("the settings of forced doors", SEVERITY);

    static final SectionKey<ParsedSection> NO_SHOW = optional("no-show", EPISODE_SECTION);
    static final SectionKey<ParsedSection> ENTRANCE = optional("entrance", EPISODE_SECTION);
    static final SectionKey<ParsedSection> FEED = optional("feed", EPISODE_SECTION);
    static final SectionKey<ParsedSection> AGREEMENT = optional("agreement", AGREEMENT_SECTION);
    static final SectionKey<ParsedSection> BUZZER = optional("buzzer", BUZZER_SECTION);
    static final SectionKey<ParsedSection> DOOR_FORCED = optional("door-forced", DOOR_FORCED_SECTION);
    static final SectionKey<Integer> FORECAST_DAYS =
            optional("forecast-days", new IntegerParser(0, DistrictSettings.MAX_FORECAST_DAYS));

    static final SectionSchema SECTION = SectionSchema.of(
            "settings",
            MAX_PRESENCE,
            GRACE,
            SeverityLadderSchema.LADDER,
            NO_SHOW,
            ENTRANCE,
            FEED,
            AGREEMENT,
            BUZZER,
            DOOR_FORCED,
            FORECAST_DAYS);

    private SettingsSchema() {}
}
