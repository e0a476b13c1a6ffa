package org.postwatch.oracle;

import static org.postwatch.oracle.CaseTime.at;
import static org.postwatch.oracle.Cases.DAY;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.intervalOf;
import static org.postwatch.oracle.Cases.monday;
import static org.postwatch.oracle.Cases.rejecting;
import static org.postwatch.oracle.Cases.silent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.District;

/** Cases 33, 34, 38 and 40: what bounds a feed's word, and when its silence counts. */
final class FeedCases {
    private FeedCases() {}

    private static final String COVER = "covered-by(D-1)";
    private static final String DOUBT = "presence-doubtful(D-1)";
    private static final Set<String> SILENT = Set.of("incident feed-silent/");

    static List<Case> all() {
        return List.of(
                rejecting(
                        monday(
                                "33 at the end of the feed's dates",
                                untilTen().receive(sign(PresenceSignal.SignalKind.CHECKED_OUT, "A", "10:00:00.000")),
                                interval("07:30", "15:30", "COVERED", "D-1", COVER)),
                        "hr x source-not-authorised"),
                rejecting(monday(
                        "33 a millisecond before it, whenever it arrives",
                        untilTen().receive(sign(PresenceSignal.SignalKind.CHECKED_OUT, "A", "09:59:59.999"), "12:00"),
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
                rejecting(
                        monday(
                                "33 before the start of the feed's dates",
                                fromTen()
                                        .receive(
                                                sign(PresenceSignal.SignalKind.CHECKED_IN, "A", "09:59:59.999"),
                                                "10:00"),
                                interval("07:30", "15:30", "UNCOVERED", "", NOBODY),
                                nobodyAllDay()),
                        "hr x source-not-authorised"),
                rejecting(monday(
                        "33 at the start of the feed's dates",
                        fromTen().receive(sign(PresenceSignal.SignalKind.CHECKED_IN, "A", "10:00:00.000")),
                        interval("07:30", "10:00", "UNCOVERED", "", NOBODY),
                        interval("10:00", "15:30", "COVERED", "D-1", COVER),
                        Cases.closed(
                                DAY,
                                NOBODY,
                                Cases.gap("07:30", "07:40", "10:00", "covered", "warning@07:40", "high@07:50")))),
                rejecting(
                        about(
                                "33 a feed that was taken off moves nobody and is not heard",
                                CaseWorld.monday()
                                        .campus("B")
                                        .feedDates("hr", CaseWorld.until("10:00"))
                                        .heartbeatsIn("hr")
                                        .checkIn("D-1", "07:00")
                                        .receive(sign(PresenceSignal.SignalKind.CHECKED_IN, "B", "10:30"))
                                        .completeSince("y", "hr", "00:00", "16:00", "16:00"),
                                Set.of("interval ", "incident feed-silent/"),
                                interval("07:30", "10:00", "UNKNOWN", "", DOUBT, silent("hr", "07:06")),
                                interval("10:00", "15:30", "COVERED", "D-1", COVER),
                                intervalOf("B/sro", "07:30", "10:00", "UNKNOWN", "", silent("hr", "07:06")),
                                intervalOf("B/sro", "10:00", "15:30", "UNCOVERED", "", NOBODY),
                                feedSilent("hr", "00:00", "07:00", "heard"),
                                feedSilent("hr", "07:06", "10:00", "retired")),
                        "hr x source-not-authorised",
                        "hr y source-not-authorised"),
                rejecting(about(
                        "34 complete since three days before its stamp",
                        CaseWorld.monday()
                                .planFrom("2026-09-11")
                                .heartbeatsIn("hr")
                                .completeSince("x", "hr", "2026-09-11 12:00", "12:00", "12:00")
                                .clock("12:00"),
                        Set.of("incident feed-silent/hr/"),
                        feedSilent("hr", "2026-09-11 00:00", "2026-09-12 12:00", "heard"))),
                monday(
                        "38 applied first at noon in a window",
                        CaseWorld.monday().heartbeatsIn("hr").monitoredFrom("12:00"),
                        interval("12:00", "12:05", "UNCOVERED", "", NOBODY),
                        interval("12:05", "15:30", "UNKNOWN", "", silent("hr", "12:05")),
                        Cases.closed(
                                DAY,
                                silent("hr", "12:05"),
                                Cases.gap("12:00", "12:10", "15:30", "window-ended", "warning@12:10", "high@12:20"))),
                about(
                        "38 the feed is silent its limit after noon, and no shift before noon is missed",
                        CaseWorld.monday()
                                .heartbeatsIn("hr")
                                .shift("s-1", "D-1", "11:55", "15:00")
                                .monitoredFrom("12:00")
                                .clock("12:30"),
                        Set.of("incident feed-silent/hr/", "incident no-show/"),
                        Cases.open("feed-silent/hr/" + at("12:05"), silent("hr", "12:05"), "12:05", "warning@12:05")),
                about(
                        "38 a camera that was never online",
                        CaseWorld.monday()
                                .northEntrance("2026-09-14")
                                .deviceOnline("north-buzzer", "06:00")
                                .monitoredFrom("12:00"),
                        Set.of("incident entrance-unwatched/"),
                        Cases.closed(
                                "entrance-unwatched/A/north/2026-09-14/day",
                                "device-never-online(north-camera)",
                                Cases.gap("12:00", "12:10", "15:30", "window-ended", "warning@12:10"))),
                about(
                        "38 applied first after midnight in a window of the day before",
                        CaseWorld.monday()
                                .onlyWindow("night", "21:00", "05:00")
                                .monitoredFrom("2026-09-15 00:30")
                                .clock("2026-09-15 06:00"),
                        Set.of("interval A/sro"),
                        Cases.intervalOn(
                                "2026-09-14",
                                "A/sro",
                                "2026-09-15 00:30",
                                "2026-09-15 05:00",
                                "UNCOVERED",
                                "",
                                NOBODY)),
                about(
                        "40 a desk that is closed in the night and opened within its limit",
                        desk().heartbeatsIn("desk", "07:05..16:00", "2026-09-15 07:05..end"),
                        SILENT),
                about(
                        "40 a desk that opens too late and closes too early",
                        desk().heartbeatsIn("desk", "07:07..15:30", "2026-09-15 07:05..end"),
                        SILENT,
                        feedSilent("desk", "07:05", "07:07", "heard"),
                        feedSilent("desk", "15:36", "16:00", "hours-ended")),
                about(
                        "40 hours over midnight",
                        desk().feedHours("desk", "22:00", "06:00").heartbeatsIn("desk", "22:05..23:50"),
                        SILENT,
                        // The first day began in the night: those hours had begun on the Sunday.
                        feedSilent("desk", "00:00", "06:00", "hours-ended"),
                        feedSilent("desk", "23:56", "2026-09-15 06:00", "hours-ended")),
                monday(
                        "40 a phone's check-in and nothing else of it, while the intake speaks for the phones",
                        CaseWorld.monday()
                                .feed("desk", District.OWN_AGENCY)
                                .feedHours("desk", "07:00", "16:00")
                                .feed("phones", District.OWN_AGENCY)
                                .postListing("desk", "phones")
                                .heartbeatsIn("desk", "07:05..16:00")
                                .heartbeatsIn("phones", "00:00..end")
                                .receive(new PresenceSignal(
                                        CaseWorld.origin("phones", "x", at("07:20")),
                                        PresenceSignal.SignalKind.CHECKED_IN,
                                        "D-1",
                                        "A",
                                        Optional.empty())),
                        interval("07:30", "15:30", "COVERED", "D-1", COVER)));
    }

    private static CaseWorld desk() {
        return CaseWorld.monday()
                .feed("desk", District.OWN_AGENCY)
                .feedHours("desk", "07:00", "16:00")
                .clock("2026-09-15 12:00");
    }

    /** D-1 is there from 07:20, and {@code hr} speaks to the end of its dates at 10:00. */
    private static CaseWorld untilTen() {
        return CaseWorld.monday()
                .feedDates("hr", CaseWorld.until("10:00"))
                .heartbeatsIn("hr", "00:00..09:59")
                .checkIn("D-1", "07:20");
    }

    private static CaseWorld fromTen() {
        return CaseWorld.monday().feedDates("hr", CaseWorld.since("10:00")).heartbeatsIn("hr", "10:00..end");
    }

    private static Cases.ExpectedLines nobodyAllDay() {
        return Cases.closed(
                DAY, NOBODY, Cases.gap("07:30", "07:40", "15:30", "window-ended", "warning@07:40", "high@07:50"));
    }

    private static Cases.ExpectedLines feedSilent(String feed, String from, String to, String by) {
        return Cases.closed(
                "feed-silent/" + feed + "/" + at(from),
                silent(feed, from),
                Cases.gap(from, from, to, by, "warning@" + from));
    }

    private static PresenceSignal sign(PresenceSignal.SignalKind kind, String campus, String time) {
        return new PresenceSignal(CaseWorld.origin("hr", "x", at(time)), kind, "D-1", campus, Optional.empty());
    }
}
