package org.postwatch.oracle;

import static org.postwatch.oracle.Cases.DAY;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.closed;
import static org.postwatch.oracle.Cases.gap;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.intervalOf;
import static org.postwatch.oracle.Cases.intervalOn;
import static org.postwatch.oracle.Cases.monday;

import java.util.List;
import java.util.Set;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.District;

/** Cases 14 to 18 and 32: where an officer is, until when, and on what duty. */
final class PresenceCases {
    private PresenceCases() {}

    private static final String COVER = "covered-by(D-1)";
    private static final String GAME = "coverage/A/sro/2026-09-14/game";

    static List<Case> all() {
        return List.of(
                elsewhere("14 in at another campus", twoCampuses()),
                elsewhere(
                        "14 checked out where no longer present", twoCampuses().checkOut("D-1", "11:30")),
                monday("15 out and in again at one instant", outAndIn(true), allDay(COVER)),
                monday("15 the same, the other way round", outAndIn(false), allDay(COVER)),
                monday(
                        "16 presence ends twelve hours after the last sign",
                        CaseWorld.monday().checkIn("D-1", "07:20").event("game", "18:00", "21:00"),
                        allDay(COVER),
                        interval("18:00", "19:20", "COVERED", "D-1", COVER),
                        interval("19:20", "21:00", "UNCOVERED", "", NOBODY),
                        closed(
                                GAME,
                                NOBODY,
                                gap("19:20", "19:30", "21:00", "window-ended", "warning@19:30", "high@19:40"))),
                monday(
                        "16 a sign of life in time",
                        CaseWorld.monday()
                                .checkIn("D-1", "07:20")
                                .markReturned("D-1", "18:30")
                                .event("game", "18:00", "21:00"),
                        allDay(COVER),
                        interval("18:00", "21:00", "COVERED", "D-1", COVER)),
                monday(
                        "17 a window over midnight",
                        CaseWorld.monday()
                                .onlyWindow("night", "21:00", "02:00")
                                .checkIn("D-1", "22:00")
                                .clock("2026-09-15 06:00"),
                        interval("21:00", "22:00", "UNCOVERED", "", NOBODY),
                        intervalOn("2026-09-14", "A/sro", "22:00", "2026-09-15 02:00", "COVERED", "D-1", COVER),
                        closed(
                                "coverage/A/sro/2026-09-14/night",
                                NOBODY,
                                gap("21:00", "21:10", "22:00", "covered", "warning@21:10", "high@21:20"))),
                monday("18 the only duty in the roster", CaseWorld.monday().checkIn("D-1", "07:20"), allDay(COVER)),
                uncovered(
                        "18 two duties in the roster and none reported",
                        twoDuties().checkIn("D-1", "07:20"),
                        "duty-unknown(D-1)"),
                uncovered(
                        "18 on another duty",
                        twoDuties().checkInAs("code-enforcement", "D-1", "07:20"),
                        "other-duty(D-1, code-enforcement)"),
                monday("32 reported by two feeds, one falls silent", twoFeeds(), allDay(COVER)));
    }

    private static Cases.ExpectedLines allDay(String cover) {
        return interval("07:30", "15:30", "COVERED", "D-1", cover);
    }

    static Case uncovered(String name, CaseWorld w, String why) {
        return monday(
                name,
                w,
                interval("07:30", "15:30", "UNCOVERED", "", why),
                closed(DAY, why, gap("07:30", "07:40", "15:30", "window-ended", "warning@07:40", "high@07:50")));
    }

    private static CaseWorld twoCampuses() {
        return CaseWorld.monday().campus("B").checkIn("D-1", "07:20").checkInAt("B", "D-1", "11:00");
    }

    private static Case elsewhere(String name, CaseWorld w) {
        return about(
                name,
                w,
                Set.of("interval A/sro 2026-09-14", "interval B/sro 2026-09-14"),
                interval("07:30", "11:00", "COVERED", "D-1", COVER),
                interval("11:00", "15:30", "UNCOVERED", "", NOBODY),
                intervalOf("B/sro", "07:30", "11:00", "UNCOVERED", "", NOBODY),
                intervalOf("B/sro", "11:00", "15:30", "COVERED", "D-1", COVER));
    }

    private static CaseWorld outAndIn(boolean outFirst) {
        CaseWorld w = CaseWorld.monday().checkIn("D-1", "07:20");
        return outFirst
                ? w.checkOut("D-1", "12:00:00.000").checkIn("D-1", "12:00:00.000")
                : w.checkIn("D-1", "12:00:00.000").checkOut("D-1", "12:00:00.000");
    }

    private static CaseWorld twoDuties() {
        return CaseWorld.monday().officer("D-1", "police", District.OWN_AGENCY, "sro", "code-enforcement");
    }

    private static CaseWorld twoFeeds() {
        CaseWorld w = twoDuties().feed("pd", District.OWN_AGENCY);
        return w.checkInAs("sro", "D-1", "07:20")
                .receive(w.signal(PresenceSignal.SignalKind.RETURNED, "D-1", "A", "pd", "10:00", null))
                .heartbeatsIn("hr", "00:00..12:00")
                .heartbeatsIn("pd", "00:00..end");
    }
}
