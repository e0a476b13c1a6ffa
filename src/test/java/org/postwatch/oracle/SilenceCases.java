package org.postwatch.oracle;

import static org.postwatch.oracle.Cases.DAY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.calledAway;
import static org.postwatch.oracle.Cases.closed;
import static org.postwatch.oracle.Cases.gap;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.monday;
import static org.postwatch.oracle.Cases.silent;

import java.util.List;
import java.util.Set;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.District;

/** Cases 9 to 13: silence is never taken for cover, nor for its absence. */
final class SilenceCases {
    private SilenceCases() {}

    private static final String COVER = "covered-by(D-1)";
    private static final String DOUBT = "presence-doubtful(D-1)";

    static List<Case> all() {
        return List.of(
                monday(
                        "9 the feed falls silent and speaks again",
                        inTellingUntil0908().heartbeatsIn("hr", "00:00..09:08:20", "09:31:40..end"),
                        interval("07:30", "09:14", "COVERED", "D-1", COVER),
                        interval("09:14", "09:31", "UNKNOWN", "", DOUBT, silent("hr", "09:14")),
                        interval("09:31", "15:30", "COVERED", "D-1", COVER),
                        closed(
                                DAY,
                                DOUBT + "; " + silent("hr", "09:14"),
                                gap("09:14", "09:24", "09:31", "covered", "warning@09:24"))),
                about(
                        "9 the silence itself",
                        inTellingUntil0908().heartbeatsIn("hr", "00:00..09:08:20", "09:31:40..end"),
                        Set.of("incident feed-silent/hr/"),
                        closed(
                                "feed-silent/hr/" + CaseTime.at("09:14"),
                                silent("hr", "09:14"),
                                gap("09:14", "09:14", "09:31", "heard", "warning@09:14"))),
                about(
                        "9 the minute is not over",
                        inTellingUntil0908().clock("09:14:59.999"),
                        Set.of("interval A/sro", "incident feed-silent/hr/"),
                        interval("07:30", "", "COVERED", "D-1", COVER)),
                about(
                        "9 the minute is over",
                        inTellingUntil0908().clock("09:15:00.000"),
                        Set.of("interval A/sro"),
                        interval("07:30", "09:14", "COVERED", "D-1", COVER),
                        interval("09:14", "", "UNKNOWN", "", DOUBT, silent("hr", "09:14"))),
                monday(
                        "10 the word says that nothing was missing",
                        inTellingUntil0908()
                                .heartbeatsIn("hr", "00:00..09:08:20", "09:32..end")
                                .completeSince("hr", "09:08:30", "09:31:40"),
                        interval("07:30", "15:30", "COVERED", "D-1", COVER)),
                monday(
                        "11 silence within a gap is one gap",
                        CaseWorld.monday()
                                .checkIn("D-1", "07:20")
                                .callAway("D-1", "08:00")
                                .markReturned("D-1", "08:40")
                                .heartbeatsIn("hr", "00:00..08:00", "08:30..end"),
                        interval("07:30", "08:00", "COVERED", "D-1", COVER),
                        interval("08:00", "08:06", "UNCOVERED", "", calledAway("D-1", "08:00")),
                        interval("08:06", "08:30", "UNKNOWN", "", calledAway("D-1", "08:00"), silent("hr", "08:06")),
                        interval("08:30", "08:40", "UNCOVERED", "", calledAway("D-1", "08:00")),
                        interval("08:40", "15:30", "COVERED", "D-1", COVER),
                        closed(
                                DAY,
                                calledAway("D-1", "08:00"),
                                gap("08:00", "08:10", "08:40", "covered", "warning@08:10", "high@08:20"))),
                monday(
                        "12 the feed never spoke",
                        CaseWorld.monday().heartbeatsIn("hr"),
                        interval("07:30", "15:30", "UNKNOWN", "", silent("hr", "00:00")),
                        closed(
                                DAY,
                                silent("hr", "00:00"),
                                gap("07:30", "07:40", "15:30", "window-ended", "warning@07:40", "high@07:50"))),
                monday(
                        "13 another feed of the post is silent",
                        toldByPd(CaseWorld.monday())
                                .postListing("pd", "so")
                                .feed("so", District.OWN_AGENCY)
                                .heartbeatsIn("pd", "00:00..end"),
                        interval("07:30", "12:00", "COVERED", "D-1", COVER),
                        interval("12:00", "15:30", "UNKNOWN", "", silent("so", "00:00")),
                        closed(
                                DAY,
                                silent("so", "00:00"),
                                gap("12:00", "12:10", "15:30", "window-ended", "warning@12:10", "high@12:20"))),
                monday(
                        "13 reported by an unlisted feed that falls silent",
                        toldByPd(CaseWorld.monday()).heartbeatsIn("pd", "00:00..09:08:20"),
                        interval("07:30", "09:14", "COVERED", "D-1", COVER),
                        interval("09:14", "12:00", "UNKNOWN", "", DOUBT, silent("pd", "09:14")),
                        interval("12:00", "15:30", "UNCOVERED", "", "nobody-present"),
                        closed(
                                DAY,
                                "nobody-present",
                                gap("09:14", "09:24", "15:30", "window-ended", "warning@09:24", "high@09:34"))));
    }

    private static CaseWorld inTellingUntil0908() {
        return CaseWorld.monday().checkIn("D-1", "07:20").heartbeatsIn("hr", "00:00..09:08:20");
    }

    /** D-1 is there from 07:20 to 12:00, reported by {@code pd}. */
    private static CaseWorld toldByPd(CaseWorld w) {
        return w.feed("pd", District.OWN_AGENCY)
                .receive(w.signal(PresenceSignal.SignalKind.CHECKED_IN, "D-1", "A", "pd", "07:20", null))
                .receive(w.signal(PresenceSignal.SignalKind.CHECKED_OUT, "D-1", "A", "pd", "12:00", null));
    }
}
