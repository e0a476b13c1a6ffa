package org.postwatch.oracle;

import static org.postwatch.oracle.CaseTime.at;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.settingAside;
import static org.postwatch.oracle.Cases.silent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.Event;
import org.postwatch.event.Sign;

/** Cases 25 to 27: what is admitted, and which of two stands. */
final class AdmissionCases {
    private AdmissionCases() {}

    private static final Set<String> INTERVALS = Set.of("interval A/sro 2026-09-14 ");

    static List<Case> all() {
        Sign at0720 = in("D-1", "x", "07:20");
        Sign at0800 = in("D-1", "x", "08:00");
        return List.of(
                settingAside(about(
                        "25 a minute ahead of its stamp",
                        CaseWorld.monday().tell(in("D-1", "x", "08:01:00.000"), "08:00:00.000"),
                        INTERVALS,
                        interval("07:30", "08:01", "UNCOVERED", "", NOBODY),
                        interval("08:01", "15:30", "COVERED", "D-1", "covered-by(D-1)"))),
                settingAside(
                        about(
                                "25 a millisecond more",
                                CaseWorld.monday().tell(in("D-1", "x", "08:01:00.001"), "08:00:00.000"),
                                INTERVALS,
                                interval("07:30", "15:30", "UNCOVERED", "", NOBODY)),
                        "hr x future"),
                settingAside(twoDaysBefore("25 two days before its stamp", "08:00:00.000", "08:00")),
                settingAside(twoDaysBefore("25 a millisecond earlier", "07:59:59.999", ""), "hr x late"),
                settingAside(about(
                        "26 the same twice",
                        CaseWorld.monday().tell(at0720).tell(at0720),
                        INTERVALS,
                        interval("07:30", "15:30", "COVERED", "D-1", "covered-by(D-1)"))),
                // The SHA-256 of "two" begins with 3f, that of "one" with 76.
                conflict("26 the smaller hash comes last", told(at0720, "one").tell(at0800, CaseWorld.bytes("two"))),
                conflict("26 the smaller hash comes first", told(at0800, "two").tell(at0720, CaseWorld.bytes("one"))),
                settingAside(
                        about(
                                "27 a feed that may not speak for the agency",
                                CaseWorld.monday()
                                        .officer("P-1", "police", "city", "sro")
                                        .hears("hr", "00:00..08:00")
                                        .tell(in("P-1", "x", "08:05:30")),
                                INTERVALS,
                                interval("07:30", "08:06", "UNCOVERED", "", NOBODY),
                                interval("08:06", "15:30", "UNKNOWN", "", silent("hr", "08:06"))),
                        "hr x source-not-authorised"));
    }

    private static Sign in(String badge, String id, String time) {
        return new Sign(CaseWorld.origin("hr", id, at(time)), Sign.Kind.CHECKED_IN, badge, "A", Optional.empty());
    }

    private static CaseWorld told(Event e, String bytes) {
        return CaseWorld.monday().tell(e, CaseWorld.bytes(bytes));
    }

    private static Case conflict(String name, CaseWorld w) {
        return settingAside(
                about(
                        name,
                        w,
                        INTERVALS,
                        interval("07:30", "08:00", "UNCOVERED", "", NOBODY),
                        interval("08:00", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                "hr x conflicting");
    }

    /** Told on Monday at 08:00 of the Saturday before; covered from then on, if at all, for twelve hours. */
    private static Case twoDaysBefore(String name, String time, String coveredFrom) {
        CaseWorld w = CaseWorld.monday().from("2026-09-12").tell(in("D-1", "x", "2026-09-12 " + time), "08:00:00.000");
        Set<String> saturday = Set.of("interval A/sro 2026-09-12 ");
        String from = "2026-09-12 07:30";
        String to = "2026-09-12 15:30";
        return coveredFrom.isEmpty()
                ? about(name, w, saturday, Cases.intervalOf("A/sro", from, to, "UNCOVERED", "", NOBODY))
                : about(
                        name,
                        w,
                        saturday,
                        Cases.intervalOf("A/sro", from, "2026-09-12 " + coveredFrom, "UNCOVERED", "", NOBODY),
                        Cases.intervalOf(
                                "A/sro", "2026-09-12 " + coveredFrom, to, "COVERED", "D-1", "covered-by(D-1)"));
    }
}
