package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;

import java.time.Duration;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.plan.DistrictSettings;

/** The keys of a district's settings, every one optional. */
final class SettingsSchema {
    static final SectionKey<Duration> MAX_PRESENCE = optional(
                    "presence-max",
                    ValueFormats.duration("10m", "24h"),
                    "An officer's presence ends this long after the last signal (10m to 24h).")
            .withDefault("12h");

    /** From a gap's start to its incident; a post may have its own. */
    static final SectionKey<Duration> GRACE = optional("grace", ValueFormats.duration("0m", "12h"));

    static final SectionKey<Integer> DAYS = optional(
                    "days",
                    ValueFormats.wholeNumber(1, 366),
                    "How many days before the end of the term the incident opens.")
            .withDefault(SettingsDefaults.AGREEMENT_DAYS);
    static final SectionKey<Duration> LIMIT = optional(
                    "limit",
                    ValueFormats.duration("1s", "1h"),
                    "The time in which a press must be answered (1s to 1h).")
            .withDefault("2m");
    static final SectionKey<String> SEVERITY =
            optional("severity", ValueFormats.ID, "One of the district's severities.");

    /** The settings of no-shows, of entrances and of feeds. */
    static final SectionSchema EPISODE_SECTION = SectionSchema.of(
            "the settings of episodes",
            "When such an incident opens, and how its severity rises.",
            GRACE.describedAs("How long the cause lasts before the incident opens (0m to 12h)."),
            SeverityLadderSchema.LADDER);

    static final SectionSchema AGREEMENT_SECTION = SectionSchema.of(
            "the settings of agreements",
            "An agreement ends soon or is suspended.",
            DAYS,
            SeverityLadderSchema.LADDER.withDefault(SeverityLadderSchema.form(SettingsDefaults.AGREEMENT_LADDER)));
    static final SectionSchema BUZZER_SECTION = SectionSchema.of(
            "the settings of buzzers",
            "A press of the buzzer that nobody answered.",
            LIMIT,
            SEVERITY.withDefault(SettingsDefaults.BUZZER_SEVERITY));
    static final SectionSchema DOOR_FORCED_SECTION = SectionSchema.of(
            "the settings of forced doors",
            "A door was forced open.",
            SEVERITY.withDefault(SettingsDefaults.DOOR_FORCED_SEVERITY));

    static final SectionKey<ParsedSection> NO_SHOW =
            episodes("no-show", "10m", "An officer is not present for a planned shift.");
    static final SectionKey<ParsedSection> ENTRANCE =
            episodes("entrance", "10m", "An entrance where no buzzer or camera works.");
    static final SectionKey<ParsedSection> FEED = episodes("feed", "0m", "A feed is silent.");
    static final SectionKey<ParsedSection> AGREEMENT =
            optional("agreement", AGREEMENT_SECTION, "An agreement ends soon or is suspended.");
    static final SectionKey<ParsedSection> BUZZER =
            optional("buzzer", BUZZER_SECTION, "A press of the buzzer that nobody answered.");
    static final SectionKey<ParsedSection> DOOR_FORCED =
            optional("door-forced", DOOR_FORCED_SECTION, "A door was forced open.");
    static final SectionKey<Integer> FORECAST_DAYS = optional(
                    "forecast-days",
                    ValueFormats.wholeNumber(0, DistrictSettings.MAX_FORECAST_DAYS),
                    "How many days ahead coverage is forecast.")
            .withDefault(3);

    static final SectionSchema SECTION = SectionSchema.of(
            "settings",
            "Time limits and severity ladders of the district.",
            MAX_PRESENCE,
            GRACE.describedAs(
                            "How long a gap lasts before its incident opens, for posts without a value of their own (0m to 12h).")
                    .withDefault("10m"),
            SeverityLadderSchema.LADDER
                    .describedAs("For posts without a value of their own.")
                    .withDefault(SeverityLadderSchema.form(SettingsDefaults.POST_LADDER)),
            NO_SHOW,
            ENTRANCE,
            FEED,
            AGREEMENT,
            BUZZER,
            DOOR_FORCED,
            FORECAST_DAYS);

    private SettingsSchema() {}

    private static SectionKey<ParsedSection> episodes(String name, String grace, String description) {
        return optional(name, EPISODE_SECTION, description)
                .withDefault(JsonSchema.keywords(
                        "grace", grace, "ladder", SeverityLadderSchema.form(SettingsDefaults.EPISODE_LADDER)));
    }
}
