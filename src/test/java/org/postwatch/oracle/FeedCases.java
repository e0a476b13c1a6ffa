package org.postwatch.oracle;

import static org.postwatch.oracle.CaseTime.at;
import static org.postwatch.oracle.Cases.DAY;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.intervalOf;
import static org.postwatch.oracle.Cases.monday;
import static org.postwatch.oracle.Cases.settingAside;
import static org.postwatch.oracle.Cases.silent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.Sign;

/** Cases 33, 34, 38 and 40: what bounds a feed's word, and when its silence counts. */
final class FeedCases {
    private FeedCases() {}

    private static final String COVER = "covered-by(D-1)";
    private static final String DOUBT = "presence-doubtful(D-1)";
    private static final Set<String> SILENT = Set.of("incident feed-silent/");

    static List<Case> all() {
        return List.of(
                settingAside(
                        monday(
                                "33 at the end of the feed's dates",
                                untilTen().tell(sign(Sign.Kind.CHECKED_OUT, "A", "10:00:00.000")),
                                interval("07:30", "15:30", "COVERED", "D-1", COVER)),
                        "hr x source-not-authorised"),
                settingAside(monday(
                        "33 a millisecond before it, whenever it arrives",
                        untilTen().tell(sign(Sign.Kind.CHECKED_OUT, "A", "09:59:59.999"), "12:00"),
                        interval("07:30", "09:59:59.999", "COVERED", "D-1", COVER),
                        interval("09:59:59.999", "15:30", "UNCOVERED", "", NOBODY),
                        Cases.closed(
                                DAY,
                                NOBODY,
                                Cases.gap(
                                        "09:59:59.999",
                                        "10:09:59.999",
                                        "15:30",
                                        "window-ended",
                                        "warning@10:09:59.999",
                                        "high@10:19:59.999")))),
                settingAside(
                        monday(
                                "33 before the start of the feed's dates",
                                fromTen().tell(sign(Sign.Kind.CHECKED_IN, "A", "09:59:59.999"), "10:00"),
                                interval("07:30", "15:30", "UNCOVERED", "", NOBODY),
                                nobodyAllDay()),
                        "hr x source-not-authorised"),
                settingAside(monday(
                        "33 at the start of the feed's dates",
                        fromTen().tell(sign(Sign.Kind.CHECKED_IN, "A", "10:00:00.000")),
                        interval("07:30", "10:00", "UNCOVERED", "", NOBODY),
                        interval("10:00", "15:30", "COVERED", "D-1", COVER),
                        Cases.closed(
                                DAY,
                                NOBODY,
                                Cases.gap("07:30", "07:40", "10:00", "covered", "warning@07:40", "high@07:50")))),
                settingAside(
                        about(
                                "33 a feed that was taken off moves nobody and is not heard",
                                CaseWorld.monday()
                                        .campus("B")
                                        .feedDates("hr", CaseWorld.until("10:00"))
                                        .hears("hr")
                                        .in("D-1", "07:00")
                                        .tell(sign(Sign.Kind.CHECKED_IN, "B", "10:30"))
                                        .complete("y", "hr", "00:00", "16:00", "16:00"),
                                Set.of("interval ", "incident feed-silent/"),
                                interval("07:30", "10:00", "UNKNOWN", "", DOUBT, silent("hr", "07:06")),
                                interval("10:00", "15:30", "COVERED", "D-1", COVER),
                                intervalOf("B/sro", "07:30", "10:00", "UNKNOWN", "", silent("hr", "07:06")),
                                intervalOf("B/sro", "10:00", "15:30", "UNCOVERED", "", NOBODY),
                                feedSilent("hr", "00:00", "07:00", "heard"),
                                feedSilent("hr", "07:06", "10:00", "retired")),
                        "hr x source-not-authorised",
                        "hr y source-not-authorised"),
                settingAside(about(
                        "34 complete since three days before its stamp",
                        CaseWorld.monday()
                                .from("2026-09-11")
                                .hears("hr")
                                .complete("x", "hr", "2026-09-11 12:00", "12:00", "12:00")
                                .clock("12:00"),
                        Set.of("incident feed-silent/hr/"),
                        feedSilent("hr", "2026-09-11 00:00", "2026-09-12 12:00", "heard"))));
    }

    /** D-1 is there from 07:20, and {@code hr} speaks to the end of its dates at 10:00. */
    private static CaseWorld untilTen() {
        return CaseWorld.monday()
                .feedDates("hr", CaseWorld.until("10:00"))
                .hears("hr", "00:00..09:59")
                .in("D-1", "07:20");
    }

    private static CaseWorld fromTen() {
        return CaseWorld.monday().feedDates("hr", CaseWorld.since("10:00")).hears("hr", "10:00..end");
    }

    private static Cases.Line nobodyAllDay() {
        return Cases.closed(
                DAY, NOBODY, Cases.gap("07:30", "07:40", "15:30", "window-ended", "warning@07:40", "high@07:50"));
    }

    private static Cases.Line feedSilent(String feed, String from, String to, String by) {
        return Cases.closed(
                "feed-silent/" + feed + "/" + at(from),
                silent(feed, from),
                Cases.gap(from, from, to, by, "warning@" + from));
    }

    private static Sign sign(Sign.Kind kind, String campus, String time) {
        return new Sign(CaseWorld.origin("hr", "x", at(time)), kind, "D-1", campus, Optional.empty());
    }
}
