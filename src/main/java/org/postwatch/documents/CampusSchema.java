package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.optionalList;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.plan.Post;

/** The keys of a campus, its posts and its entrances. */
final class CampusSchema {
    /** More campuses than any district has. */
    private static final int MAX_CAMPUSES = 5_000;

    /** Of the posts of a campus, and of its entrances. */
    private static final int MAX_PARTS = 100;

    static final class PostSchema {
        static final SectionKey<String> ID = required("id", ValueFormats.ID);
        static final SectionKey<Integer> HEAD_COUNT = optional(
                        "head-count", ValueFormats.wholeNumber(1, Post.MAX_HEAD_COUNT), "How many officers fill it.")
                .withDefault(1);
        static final SectionKey<List<LocatedValue<String>>> KINDS = required(
                        "kinds",
                        ListParser.nonEmptyNames("kinds", ValueFormats.ID),
                        "The kinds of officer that can fill the post.")
                .withExample(List.of("police"));
        static final SectionKey<List<LocatedValue<String>>> DUTIES = optional(
                "duties",
                ListParser.nonEmptyNames("duties", ValueFormats.ID),
                "The duties on which an officer counts. If absent, the id of the post.");
        static final SectionKey<List<LocatedValue<String>>> CREDENTIALS = optionalList(
                "credentials",
                ListParser.names("credentials", ValueFormats.ID),
                "The credentials that an officer needs. All of them are required.");
        static final SectionKey<List<LocatedValue<String>>> FEEDS = optional(
                "feeds",
                ListParser.nonEmptyNames("feeds", ValueFormats.ID),
                "The feeds that report the staffing of the post. If absent, every feed that may report check-ins of an agency's officers at the campus.");
        static final SectionKey<Duration> GRACE = SettingsSchema.GRACE.describedAs(
                "How long a gap lasts before its incident opens (0m to 12h). If absent, the value of the district.");
        static final SectionSchema SECTION = SectionSchema.of(
                "a post",
                "A duty at a campus.",
                ID,
                HEAD_COUNT,
                KINDS,
                DUTIES,
                CREDENTIALS,
                FEEDS,
                GRACE,
                SeverityLadderSchema.LADDER.describedAs("If absent, the value of the district."));

        private PostSchema() {}
    }

    static final class DeviceSchema {
        static final SectionKey<String> ID =
                required("id", ValueFormats.ID, "The id. It must be unique on the campus.");
        static final SectionKey<String> TYPE =
                required("type", EnumParser.of("type of device", List.of("buzzer", "camera")), "The kind of device.");
        static final SectionKey<String> FEED = required("feed", ValueFormats.ID, "The feed that reports the device.");
        static final SectionKey<LocalDate> FROM = optional(
                "from",
                ValueFormats.DATE,
                "The first date on which the device must work. If absent, the first day of the district.");
        static final SectionSchema SECTION =
                SectionSchema.of("a device", "A buzzer or a camera.", ID, TYPE, FEED, FROM);

        private DeviceSchema() {}
    }

    static final class EntranceSchema {
        static final SectionKey<String> ID = required("id", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<ParsedSection>>> DEVICES = optionalList(
                "devices",
                ListParser.sections("devices", DeviceSchema.SECTION, MAX_PARTS),
                "The devices at the entrance.");
        static final SectionSchema SECTION = SectionSchema.of("an entrance", "An entrance of a campus.", ID, DEVICES);

        private EntranceSchema() {}
    }

    static final SectionKey<String> ID = required("id", ValueFormats.ID);
    static final SectionKey<String> NAME = optional("name", ValueFormats.NAME, "The display name. If absent, the id.");
    static final SectionKey<ZoneId> ZONE = optional("zone", ValueFormats.ZONE, "If absent, the value of the district.")
            .withExample("America/Chicago");
    static final SectionKey<ParsedSection> CALENDAR = optional(
                    "calendar", CalendarSchema.SECTION, "Each key replaces the one of the district.")
            .withExample(Map.of("holidays", List.of("2026-11-26", "2026-11-27")));
    static final SectionKey<List<LocatedValue<ParsedSection>>> POSTS = optionalList(
            "posts",
            ListParser.sections("posts", PostSchema.SECTION, MAX_PARTS),
            "The posts, in the order in which they are filled.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> ENTRANCES = optionalList(
            "entrances",
            ListParser.sections("entrances", EntranceSchema.SECTION, MAX_PARTS),
            "The entrances of the campus.");
    static final SectionSchema SECTION =
            SectionSchema.of("a campus", "A campus.", ID, NAME, ZONE, CALENDAR, POSTS, ENTRANCES);

    static final SectionKey<List<LocatedValue<ParsedSection>>> CAMPUSES = optionalList(
            "campuses",
            ListParser.sections("campuses", SECTION, MAX_CAMPUSES),
            "The campuses. You can also put campuses into files of their own, campuses/*.yaml.");

    /** Campuses in a file of their own. */
    static final SectionSchema FILE_SECTION = SectionSchema.of(
            "a file of campuses",
            "A file of campuses.",
            required("campuses", CAMPUSES.parser(), "The campuses of this file."));

    private CampusSchema() {}
}
