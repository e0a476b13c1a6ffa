package org.postwatch.oracle;

import static org.postwatch.oracle.CaseTime.at;
import static org.postwatch.oracle.Cases.NOBODY;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.rejecting;
import static org.postwatch.oracle.Cases.silent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;

/** Cases 25 to 27: what is admitted, and which of two stands. */
final class AdmissionCases {
    private AdmissionCases() {}

    private static final Set<String> INTERVALS = Set.of("interval A/sro 2026-09-14 ");

    static List<Case> all() {
        List<Case> all = new ArrayList<>(single());
        // Either way round: one of the two has the smaller SHA-256, which must not matter.
        all.addAll(repeatLowersTheStamp("08:00", "07:20"));
        all.addAll(repeatLowersTheStamp("07:20", "08:00"));
        return all;
    }

    /** A arrives at 30 s, B at 20 s, A again at 10 s: A stands, in whatever order they are read. */
    private static List<Case> repeatLowersTheStamp(String a, String b) {
        StampedEvent a30 = stamped(in("D-1", "x", a), "08:00:30");
        StampedEvent b20 = stamped(in("D-1", "x", b), "08:00:20");
        StampedEvent a10 = stamped(in("D-1", "x", a), "08:00:10");
        return Stream.of(
                        List.of(a30, b20, a10),
                        List.of(a30, a10, b20),
                        List.of(b20, a30, a10),
                        List.of(b20, a10, a30),
                        List.of(a10, a30, b20),
                        List.of(a10, b20, a30))
                .map(order -> conflict(
                        "26 A at 30, B at 20, A at 10: " + order, a, inOrder(order.toArray(StampedEvent[]::new))))
                .toList();
    }

    private static List<Case> single() {
        PresenceSignal at0720 = in("D-1", "x", "07:20");
        PresenceSignal at0800 = in("D-1", "x", "08:00");
        return List.of(
                rejecting(about(
                        "25 a minute ahead of its stamp",
                        CaseWorld.monday().receive(in("D-1", "x", "08:01:00.000"), "08:00:00.000"),
                        INTERVALS,
                        interval("07:30", "08:01", "UNCOVERED", "", NOBODY),
                        interval("08:01", "15:30", "COVERED", "D-1", "covered-by(D-1)"))),
                rejecting(
                        about(
                                "25 a millisecond more",
                                CaseWorld.monday().receive(in("D-1", "x", "08:01:00.001"), "08:00:00.000"),
                                INTERVALS,
                                interval("07:30", "15:30", "UNCOVERED", "", NOBODY)),
                        "hr x future"),
                rejecting(twoDaysBefore("25 two days before its stamp", "08:00:00.000", "08:00")),
                rejecting(twoDaysBefore("25 a millisecond earlier", "07:59:59.999", ""), "hr x late"),
                rejecting(about(
                        "26 the same twice",
                        CaseWorld.monday().receive(at0720).receive(at0720),
                        INTERVALS,
                        interval("07:30", "15:30", "COVERED", "D-1", "covered-by(D-1)"))),
                // The SHA-256 of "two" begins with 3f, that of "one" with 76.
                conflict("26 the smaller hash comes last", "08:00", atOnce(at0720, "one", at0800, "two")),
                conflict("26 the smaller hash comes first", "08:00", atOnce(at0800, "two", at0720, "one")),
                earlier(
                        "26 the earlier comes first",
                        "08:00",
                        stamped(at0800, "08:00:20"),
                        stamped(at0720, "08:00:21")),
                earlier("26 the earlier comes last", "08:00", stamped(at0720, "08:00:21"), stamped(at0800, "08:00:20")),
                earlier(
                        "26 the earlier comes first",
                        "07:20",
                        stamped(at0720, "08:00:20"),
                        stamped(at0800, "08:00:21")),
                earlier("26 the earlier comes last", "07:20", stamped(at0800, "08:00:21"), stamped(at0720, "08:00:20")),
                rejecting(
                        about(
                                "27 a feed that may not speak for the agency",
                                CaseWorld.monday()
                                        .officer("P-1", "police", "city", "sro")
                                        .heartbeatsIn("hr", "00:00..08:00")
                                        .receive(in("P-1", "x", "08:05:30")),
                                INTERVALS,
                                interval("07:30", "08:06", "UNCOVERED", "", NOBODY),
                                interval("08:06", "15:30", "UNKNOWN", "", silent("hr", "08:06"))),
                        "hr x source-not-authorised"));
    }

    private static PresenceSignal in(String badge, String id, String time) {
        return new PresenceSignal(
                CaseWorld.origin("hr", id, at(time)),
                PresenceSignal.SignalKind.CHECKED_IN,
                badge,
                "A",
                Optional.empty());
    }

    /** An event and the second of eight o'clock at which it arrives. */
    private record StampedEvent(Event event, String stamp) {
        @Override
        public String toString() {
            return event.time() + "@" + stamp;
        }
    }

    private static StampedEvent stamped(Event e, String stamp) {
        return new StampedEvent(e, stamp);
    }

    private static CaseWorld inOrder(StampedEvent... told) {
        CaseWorld w = CaseWorld.monday();
        for (StampedEvent one : told) {
            w.receive(one.event(), one.stamp());
        }
        return w;
    }

    private static CaseWorld atOnce(Event first, String bytes, Event second, String otherBytes) {
        return CaseWorld.monday()
                .receive(first, CaseWorld.bytes(bytes), "08:00")
                .receive(second, CaseWorld.bytes(otherBytes), "08:00");
    }

    private static Case earlier(String name, String stands, StampedEvent... told) {
        return conflict(name + ", " + stands, stands, inOrder(told));
    }

    /** Of two check-ins under one id the one of this time stands. */
    private static Case conflict(String name, String stands, CaseWorld w) {
        return rejecting(
                stands.equals("08:00")
                        ? about(
                                name,
                                w,
                                INTERVALS,
                                interval("07:30", "08:00", "UNCOVERED", "", NOBODY),
                                interval("08:00", "15:30", "COVERED", "D-1", "covered-by(D-1)"))
                        : about(name, w, INTERVALS, interval("07:30", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                "hr x conflicting");
    }

    /** Reported on Monday at 08:00 of the Saturday before; covered from then on, if at all, for twelve hours. */
    private static Case twoDaysBefore(String name, String time, String coveredFrom) {
        CaseWorld w =
                CaseWorld.monday().planFrom("2026-09-12").receive(in("D-1", "x", "2026-09-12 " + time), "08:00:00.000");
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
