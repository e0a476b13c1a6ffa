package org.postwatch.oracle;

import static org.postwatch.oracle.CaseWorld.between;
import static org.postwatch.oracle.CaseWorld.until;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.closed;
import static org.postwatch.oracle.Cases.gap;
import static org.postwatch.oracle.Cases.intervalOf;
import static org.postwatch.oracle.Cases.intervalOn;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.LocalDateTimeRange;

/** Cases 35 and 36: when an agreement is relied on, and when a date ends. */
final class LapsingCases {
    private LapsingCases() {}

    private static final Set<String> LAPSING = Set.of("incident agreement-lapsing/");
    private static final String TERM_2030 = "agreement-lapsing/memo/2030-07-01T06:00:00Z";

    static List<Case> all() {
        return List.of(
                about(
                        "35 suspended over the summer, relied on 30 days before the first window",
                        memo(until("2030-07-01 00:00"), between("2026-08-01 00:00", "2026-10-01 00:00"))
                                .planFrom("2026-09-12")
                                .clock("2026-10-02 00:00"),
                        LAPSING,
                        closed(
                                TERM_2030,
                                suspended("2026-08-01 00:00"),
                                gap(
                                        "2026-08-13 07:30",
                                        "2026-08-13 07:30",
                                        "2026-10-01 00:00",
                                        "lifted",
                                        "warning@2026-08-13 07:30"))),
                about(
                        "35 suspended and lifted before anything is 30 days away",
                        memo(until("2030-07-01 00:00"), between("2026-08-01 00:00", "2026-08-15 07:30"))
                                .clock("2026-10-02 00:00"),
                        LAPSING),
                about(
                        "35 suspended in the last window that relies on it",
                        memo(until("2030-07-01 00:00"), between("2026-09-14 10:00", "2026-09-20 00:00"))
                                .postsDeletedFrom("2026-09-15")
                                .clock("2026-10-02 00:00"),
                        LAPSING,
                        closed(
                                TERM_2030,
                                suspended("2026-09-14 10:00"),
                                gap("10:00", "10:00", "2026-09-20 00:00", "lifted", "warning@10:00"))),
                about(
                        "35 suspended when the last window is over",
                        memo(until("2030-07-01 00:00"), between("2026-09-14 15:30", "2026-09-20 00:00"))
                                .postsDeletedFrom("2026-09-15")
                                .clock("2026-10-02 00:00"),
                        LAPSING),
                about(
                        "35 the term ends within the first window",
                        memo(until("2026-09-14 10:00")).clock("2026-10-02 00:00"),
                        LAPSING,
                        closed(
                                "agreement-lapsing/memo/2026-09-14T16:00:00Z",
                                "agreement-lapsing(memo, 2026-09-14T16:00:00Z)",
                                gap(
                                        "2026-08-15 10:00",
                                        "2026-08-15 10:00",
                                        "10:00",
                                        "lapsed",
                                        "warning@2026-08-15 10:00"))),
                about(
                        "35 relied on by a shift alone that goes on",
                        memo(until("2030-07-01 00:00"), between("2026-09-14 10:00", "2026-09-20 00:00"))
                                .postsDeletedFrom("2026-09-14")
                                .feed("hr", "district", "city")
                                .shift("s-1", "P-1", "08:00", "12:00")
                                .clock("2026-10-02 00:00"),
                        LAPSING,
                        closed(
                                TERM_2030,
                                suspended("2026-09-14 10:00"),
                                gap("10:00", "10:00", "2026-09-20 00:00", "lifted", "warning@10:00"))),
                about(
                        "36 a date ends when midnight comes for the first time",
                        // Midnight in Havana is 22:00 in Denver. An hour later clocks go back from 01:00 to 00:00.
                        CaseWorld.monday()
                                .planFrom("2026-10-31")
                                .zone(ZoneId.of("America/Havana"))
                                .clock("2026-11-01 12:00")
                                .onlyWindow("night", "21:00", "02:00")
                                .postNeeding("sro-training")
                                .credential("D-1", "sro-training", until("2026-11-01 00:00"))
                                .checkIn("D-1", "2026-10-31 18:30"),
                        Set.of("interval A/sro 2026-10-31"),
                        intervalOf(
                                "A/sro", "2026-10-31 19:00", "2026-10-31 22:00", "COVERED", "D-1", "covered-by(D-1)"),
                        intervalOn(
                                "2026-10-31",
                                "A/sro",
                                "2026-10-31 22:00",
                                "2026-11-01 01:00",
                                "UNCOVERED",
                                "",
                                "credential-expired(D-1, sro-training, " + CaseTime.at("2026-10-31 22:00") + ")")));
    }

    private static String suspended(String since) {
        return "agreement-suspended(memo, " + CaseTime.at(since) + ")";
    }

    /** Agreement {@code memo} with the city, whose only officer is P-1. */
    private static CaseWorld memo(LocalDateTimeRange term, LocalDateTimeRange... suspensions) {
        return CaseWorld.monday()
                .officer("P-1", "police", "city", "sro")
                .agreement(new Agreement(
                        "memo",
                        "city",
                        Set.of("A"),
                        term,
                        List.of(suspensions),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }
}
