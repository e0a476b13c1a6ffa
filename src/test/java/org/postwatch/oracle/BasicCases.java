package org.postwatch.oracle;

import static org.postwatch.oracle.Cases.DAY;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.calledAway;
import static org.postwatch.oracle.Cases.closed;
import static org.postwatch.oracle.Cases.gap;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.monday;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.event.PresenceSignal;

/** Cases 1 to 8: one officer, one post, a feed that always speaks. */
final class BasicCases {
    private BasicCases() {}

    static List<Case> all() {
        String away1042 = calledAway("D-1", "10:42");
        return List.of(
                monday(
                        "1 present all day",
                        CaseWorld.monday().checkIn("D-1", "07:20").checkOut("D-1", "15:40"),
                        interval("07:30", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                monday(
                        "2 comes within the grace",
                        CaseWorld.monday().checkIn("D-1", "07:38"),
                        interval("07:30", "07:38", "UNCOVERED", "", NOBODY),
                        interval("07:38", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                monday(
                        "3 comes as the grace ends",
                        CaseWorld.monday().checkIn("D-1", "07:40:00.000"),
                        interval("07:30", "07:40", "UNCOVERED", "", NOBODY),
                        interval("07:40", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                monday(
                        "3 comes a millisecond later",
                        CaseWorld.monday().checkIn("D-1", "07:40:00.001"),
                        interval("07:30", "07:40:00.001", "UNCOVERED", "", NOBODY),
                        interval("07:40:00.001", "15:30", "COVERED", "D-1", "covered-by(D-1)"),
                        closed(DAY, NOBODY, gap("07:30", "07:40", "07:40:00.001", "covered", "warning@07:40"))),
                monday("4 away for less than the grace", awayUntil("10:49"), coveredAround("10:42", "10:49")),
                monday(
                        "4 away for longer",
                        awayUntil("10:58"),
                        coveredAround("10:42", "10:58"),
                        closed(DAY, away1042, gap("10:42", "10:52", "10:58", "covered", "warning@10:52"))),
                monday(
                        "5 visitor admitted in the gap",
                        awayUntil("10:49").admitVisitor("10:45"),
                        coveredAround("10:42", "10:49"),
                        closed(DAY, away1042, gap("10:42", "10:45", "10:49", "covered", "high@10:45"))),
                monday(
                        "5 visitor admitted as the gap ends",
                        awayUntil("10:49").admitVisitor("10:49:00.000"),
                        coveredAround("10:42", "10:49")),
                monday(
                        "5 visitor admitted as the gap begins",
                        awayUntil("10:49").admitVisitor("10:42:00.000"),
                        coveredAround("10:42", "10:49"),
                        closed(DAY, away1042, gap("10:42", "10:42", "10:49", "covered", "high@10:42"))),
                calledAwayArrivesLast(away1042),
                monday(
                        "7 two gaps of one window",
                        CaseWorld.monday()
                                .checkIn("D-1", "07:20")
                                .callAway("D-1", "08:00")
                                .markReturned("D-1", "08:20")
                                .callAway("D-1", "09:00")
                                .markReturned("D-1", "09:30"),
                        interval("07:30", "08:00", "COVERED", "D-1", "covered-by(D-1)"),
                        interval("08:00", "08:20", "UNCOVERED", "", calledAway("D-1", "08:00")),
                        interval("08:20", "09:00", "COVERED", "D-1", "covered-by(D-1)"),
                        interval("09:00", "09:30", "UNCOVERED", "", calledAway("D-1", "09:00")),
                        interval("09:30", "15:30", "COVERED", "D-1", "covered-by(D-1)"),
                        closed(
                                DAY,
                                calledAway("D-1", "09:00"),
                                gap("08:00", "08:10", "08:20", "covered", "warning@08:10"),
                                gap("09:00", "09:10", "09:30", "covered", "warning@09:10", "high@09:20"))),
                monday(
                        "8 away for good",
                        CaseWorld.monday().checkIn("D-1", "07:20").callAway("D-1", "15:00"),
                        interval("07:30", "15:00", "COVERED", "D-1", "covered-by(D-1)"),
                        interval("15:00", "15:30", "UNCOVERED", "", calledAway("D-1", "15:00")),
                        closed(
                                DAY,
                                calledAway("D-1", "15:00"),
                                gap("15:00", "15:10", "15:30", "window-ended", "warning@15:10", "high@15:20"))));
    }

    private static CaseWorld awayUntil(String back) {
        return CaseWorld.monday()
                .checkIn("D-1", "07:20")
                .callAway("D-1", "10:42")
                .markReturned("D-1", back);
    }

    private static Cases.ExpectedLines coveredAround(String from, String to) {
        List<String> lines = new ArrayList<>();
        lines.addAll(
                interval("07:30", from, "COVERED", "D-1", "covered-by(D-1)").text());
        lines.addAll(
                interval(from, to, "UNCOVERED", "", calledAway("D-1", from)).text());
        lines.addAll(interval(to, "15:30", "COVERED", "D-1", "covered-by(D-1)").text());
        return new Cases.ExpectedLines(lines);
    }

    private static Case calledAwayArrivesLast(String why) {
        CaseWorld w = CaseWorld.monday()
                .checkIn("D-1", "07:20")
                .markReturned("D-1", "10:49")
                .admitVisitor("10:45");
        w.receive(w.signal(PresenceSignal.SignalKind.CALLED_AWAY, "D-1", "A", "hr", "10:42", null), "12:00");
        return monday(
                "6 called-away arrives at noon, after everything",
                w,
                coveredAround("10:42", "10:49"),
                closed(DAY, why, gap("10:42", "10:45", "10:49", "covered", "high@10:45")));
    }
}
