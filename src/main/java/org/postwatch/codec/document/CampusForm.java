package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.postwatch.plan.Post;

/** The keys of a campus, its posts and its entrances. */
final class CampusForm {
    /** More campuses than any district has; posts and entrances of one campus. */
    private static final int CAMPUSES_MAX = 5_000;

    private static final int PARTS_MAX = 100;

    static final class PostForm {
        static final Key<String> ID = required("id", Formats.ID);
        static final Key<Integer> HEAD_COUNT = optional("head-count", new Whole(1, Post.HEAD_COUNT_MAX));
        static final Key<List<Located<String>>> KINDS = required("kinds", ListOf.someNames("kinds", Formats.ID));
        static final Key<List<Located<String>>> DUTIES = optional("duties", ListOf.someNames("duties", Formats.ID));
        static final Key<List<Located<String>>> CREDENTIALS =
                optional("credentials", ListOf.names("credentials", Formats.ID));
        static final Key<List<Located<String>>> FEEDS = optional("feeds", ListOf.someNames("feeds", Formats.ID));
        static final Key<Duration> GRACE = SettingsForm.GRACE;
        static final Shape SHAPE =
                Shape.of("a post", ID, HEAD_COUNT, KINDS, DUTIES, CREDENTIALS, FEEDS, GRACE, LadderForm.LADDER);

        private PostForm() {}
    }

    static final class DeviceForm {
        static final Key<String> ID = required("id", Formats.ID);
        static final Key<String> TYPE =
                required("type", new Choice<>("type of device", Map.of("buzzer", "buzzer", "camera", "camera")));
        static final Key<String> FEED = required("feed", Formats.ID);
        static final Key<LocalDate> FROM = optional("from", Formats.DAY);
        static final Shape SHAPE = Shape.of("a device", ID, TYPE, FEED, FROM);

        private DeviceForm() {}
    }

    static final class EntranceForm {
        static final Key<String> ID = required("id", Formats.ID);
        static final Key<List<Located<Section>>> DEVICES =
                optional("devices", ListOf.sections("devices", DeviceForm.SHAPE, PARTS_MAX));
        static final Shape SHAPE = Shape.of("an entrance", ID, DEVICES);

        private EntranceForm() {}
    }

    static final Key<String> ID = required("id", Formats.ID);
    static final Key<String> NAME = optional("name", Formats.NAME);
    static final Key<ZoneId> ZONE = optional("zone", Formats.ZONE);
    static final Key<Section> CALENDAR = optional("calendar", CalendarForm.SHAPE);
    static final Key<List<Located<Section>>> POSTS =
            optional("posts", ListOf.sections("posts", PostForm.SHAPE, PARTS_MAX));
    static final Key<List<Located<Section>>> ENTRANCES =
            optional("entrances", ListOf.sections("entrances", EntranceForm.SHAPE, PARTS_MAX));
    static final Shape SHAPE = Shape.of("a campus", ID, NAME, ZONE, CALENDAR, POSTS, ENTRANCES);

    private static final ListOf<Section> LIST = ListOf.sections("campuses", SHAPE, CAMPUSES_MAX);

    /** Campuses in the district's own file. */
    static final Key<List<Located<Section>>> CAMPUSES = optional("campuses", LIST);

    /** Campuses in a file of their own. */
    static final Key<List<Located<Section>>> CAMPUSES_OF_FILE = required("campuses", LIST);

    static final Shape FILE = Shape.of("a file of campuses", CAMPUSES_OF_FILE);

    private CampusForm() {}
}
