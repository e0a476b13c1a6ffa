package org.postwatch.oracle;

import static org.postwatch.oracle.Cases.DAY;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.closed;
import static org.postwatch.oracle.Cases.gap;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.monday;

import java.util.List;
import java.util.Set;

/** Cases 23 and 24: windows that overlap, holidays, and the two days on which clocks are changed. */
final class WindowCases {
    private WindowCases() {}

    private static final String GAME = "coverage/A/sro/2026-09-14/game";

    static List<Case> all() {
        return List.of(
                monday(
                        "23 two windows that overlap",
                        CaseWorld.monday().event("game", "14:30", "17:00"),
                        interval("07:30", "17:00", "UNCOVERED", "", NOBODY),
                        closed(
                                DAY,
                                NOBODY,
                                gap("07:30", "07:40", "15:30", "window-ended", "warning@07:40", "high@07:50")),
                        closed(
                                GAME,
                                NOBODY,
                                gap("15:30", "15:40", "17:00", "window-ended", "warning@15:40", "high@15:50"))),
                monday(
                        "23 an event on a holiday",
                        CaseWorld.monday().event("game", "14:30", "17:00").holiday(),
                        interval("14:30", "17:00", "UNCOVERED", "", NOBODY),
                        closed(
                                GAME,
                                NOBODY,
                                gap("14:30", "14:40", "17:00", "window-ended", "warning@14:40", "high@14:50"))),
                bounds("24 forward: over the gap", "2027-03-14", "01:30", "03:30", "08:30", "09:30"),
                bounds("24 forward: out of the gap", "2027-03-14", "02:15", "04:00", "09:15", "10:00"),
                bounds("24 back: over the overlap", "2026-11-01", "01:30", "03:00", "07:30", "10:00"),
                bounds("24 back: into the overlap", "2026-11-01", "00:30", "01:30", "06:30", "08:30"));
    }

    /** Nobody is there, so the window's bounds, in UTC, are those of a gap. */
    private static Case bounds(String name, String date, String from, String to, String fromUtc, String toUtc) {
        CaseWorld w = CaseWorld.monday().planFrom(date).clock(date + " 12:00").onlyWindow("w", from, to);
        return about(
                name,
                w,
                Set.of("interval A/sro " + date),
                new Cases.ExpectedLines(
                        "interval A/sro %s [%sT%s:00Z, %sT%s:00Z) UNCOVERED counted= reasons=nobody-present"
                                .formatted(date, date, fromUtc, date, toUtc)));
    }
}
