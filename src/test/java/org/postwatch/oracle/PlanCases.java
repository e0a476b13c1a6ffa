package org.postwatch.oracle;

import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.closed;
import static org.postwatch.oracle.Cases.gap;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.intervalOf;

import java.util.List;
import java.util.Set;

/** Cases 28, 29 and 31: plans that change, entrances, shifts. */
final class PlanCases {
    private PlanCases() {}

    private static final Set<String> POST = Set.of("interval A/sro", "incident coverage/A/sro");
    private static final Set<String> SHIFT = Set.of("incident no-show/");
    private static final Set<String> NORTH = Set.of("incident entrance-unwatched/A/north/2026-09-14");
    private static final String UNWATCHED = "entrance-unwatched/A/north/2026-09-14/day";
    private static final String NEVER = "device-never-online(north-camera)";

    static List<Case> all() {
        return List.of(
                about(
                        "28 the post is deleted from Wednesday on",
                        threeDays().postsDeletedFrom("2026-09-16"),
                        POST,
                        nobodyOn("2026-09-14"),
                        gapOn("2026-09-14"),
                        nobodyOn("2026-09-15"),
                        gapOn("2026-09-15")),
                about("28 restated from Monday", threeDays().postsDeletedFrom("2026-09-14"), POST),
                about(
                        "28 a credential not yet recorded",
                        CaseWorld.monday().postNeeding("sro-training").checkIn("D-1", "07:20"),
                        Set.of("interval A/sro 2026-09-14"),
                        interval("07:30", "15:30", "UNCOVERED", "", "credential-missing(D-1, sro-training)")),
                about(
                        "28 recorded on Tuesday as valid since Sunday",
                        CaseWorld.monday()
                                .postNeeding("sro-training")
                                .credential("D-1", "sro-training", CaseWorld.since("2026-09-13 00:00"))
                                .checkIn("D-1", "07:20"),
                        Set.of("interval A/sro 2026-09-14"),
                        interval("07:30", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                about(
                        "29 a camera that was never online",
                        CaseWorld.monday().northEntrance("2026-09-14").deviceOnline("north-buzzer", "06:00"),
                        NORTH,
                        closed(UNWATCHED, NEVER, gap("07:30", "07:40", "15:30", "window-ended", "warning@07:40"))),
                about(
                        "29 online at 08:00",
                        CaseWorld.monday()
                                .northEntrance("2026-09-14")
                                .deviceOnline("north-buzzer", "06:00")
                                .deviceOnline("north-camera", "08:00"),
                        NORTH,
                        closed(UNWATCHED, NEVER, gap("07:30", "07:40", "08:00", "working", "warning@07:40"))),
                about("29 not due yet", CaseWorld.monday().northEntrance("2026-09-15"), NORTH),
                about("31 comes within the grace", shift().checkIn("D-1", "08:05"), SHIFT),
                about("31 comes late", shift().checkIn("D-1", "08:12"), SHIFT, noShow("08:12")),
                about(
                        "31 was there before, but not in the grace",
                        shift().checkIn("D-1", "07:20").callAway("D-1", "07:35").markReturned("D-1", "09:00"),
                        SHIFT,
                        noShow("09:00")));
    }

    private static CaseWorld threeDays() {
        return CaseWorld.monday().clock("2026-09-17 00:00");
    }

    private static Cases.ExpectedLines nobodyOn(String date) {
        return intervalOf("A/sro", date + " 07:30", date + " 15:30", "UNCOVERED", "", NOBODY);
    }

    private static Cases.ExpectedLines gapOn(String date) {
        String d = date + " ";
        return closed(
                "coverage/A/sro/" + date + "/day",
                NOBODY,
                gap(
                        d + "07:30",
                        d + "07:40",
                        d + "15:30",
                        "window-ended",
                        "warning@" + d + "07:40",
                        "high@" + d + "07:50"));
    }

    private static CaseWorld shift() {
        return CaseWorld.monday().shift("s-1", "D-1", "08:00", "12:00");
    }

    private static Cases.ExpectedLines noShow(String arrived) {
        return closed("no-show/A/s-1", "shift-of(D-1)", gap("08:00", "08:10", arrived, "arrived", "warning@08:10"));
    }
}
