package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.IntegerParser;
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
        static final SectionKey<Integer> HEAD_COUNT = optional("head-count", new IntegerParser(1, Post.MAX_HEAD_COUNT));
        static final SectionKey<List<LocatedValue<String>>> KINDS =
                required("kinds", ListParser.nonEmptyNames("kinds", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> DUTIES =
                optional("duties", ListParser.nonEmptyNames("duties", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> CREDENTIALS =
                optional("credentials", ListParser.names("credentials", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> FEEDS =
                optional("feeds", ListParser.nonEmptyNames("feeds", ValueFormats.ID));
        static final SectionKey<Duration> GRACE = SettingsSchema.GRACE;
        static final SectionSchema SECTION = SectionSchema.of(
                "a post", ID, HEAD_COUNT, KINDS, DUTIES, CREDENTIALS, FEEDS, GRACE, SeverityLadderSchema.LADDER);

        private PostSchema() {}
    }

    static final class DeviceSchema {
        static final SectionKey<String> ID = required("id", ValueFormats.ID);
        static final SectionKey<String> TYPE =
                required("type", new EnumParser<>("type of device", Map.of("buzzer", "buzzer", "camera", "camera")));
        static final SectionKey<String> FEED = required("feed", ValueFormats.ID);
        static final SectionKey<LocalDate> FROM = optional("from", ValueFormats.DATE);
        static final SectionSchema SECTION = SectionSchema.of("a device", ID, TYPE, FEED, FROM);

        private DeviceSchema() {}
    }

    static final class EntranceSchema {
        static final SectionKey<String> ID = required("id", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<ParsedSection>>> DEVICES =
                optional("devices", ListParser.sections("devices", DeviceSchema.SECTION, MAX_PARTS));
        static final SectionSchema SECTION = SectionSchema.of("an entrance", ID, DEVICES);

        private EntranceSchema() {}
    }

    static final SectionKey<String> ID = required("id", ValueFormats.ID);
    static final SectionKey<String> NAME = optional("name", ValueFormats.NAME);
    static final SectionKey<ZoneId> ZONE = optional("zone", ValueFormats.ZONE);
    static final SectionKey<ParsedSection> CALENDAR = optional("calendar", CalendarSchema.SECTION);
    static final SectionKey<List<LocatedValue<ParsedSection>>> POSTS =
            optional("posts", ListParser.sections("posts", PostSchema.SECTION, MAX_PARTS));
    static final SectionKey<List<LocatedValue<ParsedSection>>> ENTRANCES =
            optional("entrances", ListParser.sections("entrances", EntranceSchema.SECTION, MAX_PARTS));
    static final SectionSchema SECTION = SectionSchema.of("a campus", ID, NAME, ZONE, CALENDAR, POSTS, ENTRANCES);

    private static final ListParser<ParsedSection> CAMPUS_LIST = ListParser.sections("campuses", SECTION, MAX_CAMPUSES);

    /** Campuses in the district's own file. */
    static final SectionKey<List<LocatedValue<ParsedSection>>> CAMPUSES = optional("campuses", CAMPUS_LIST);

    /** Campuses in a file of their own. */
    static final SectionKey<List<LocatedValue<ParsedSection>>> FILE_CAMPUSES = required("campuses", CAMPUS_LIST);

    static final SectionSchema FILE_SECTION = SectionSchema.of("a file of campuses", FILE_CAMPUSES);

    private CampusSchema() {}
}
