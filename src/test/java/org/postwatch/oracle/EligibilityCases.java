package org.postwatch.oracle;

import static org.postwatch.oracle.CaseWorld.between;
import static org.postwatch.oracle.CaseWorld.decision;
import static org.postwatch.oracle.CaseWorld.post;
import static org.postwatch.oracle.CaseWorld.since;
import static org.postwatch.oracle.CaseWorld.until;
import static org.postwatch.oracle.Cases.about;
import static org.postwatch.oracle.Cases.interval;
import static org.postwatch.oracle.Cases.intervalOf;
import static org.postwatch.oracle.Cases.intervalOn;
import static org.postwatch.oracle.PresenceCases.uncovered;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postwatch.plan.Agreement.ApprovalDecision;
import org.postwatch.plan.District;
import org.postwatch.plan.LocalDateTimeRange;

/** Cases 19 to 22: who counts, and which post an officer fills. */
final class EligibilityCases {
    private EligibilityCases() {}

    private static final Set<String> INTERVALS = Set.of("interval ");
    private static final String UNDER = "covered-by(P-1, agreement city-sro)";

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        all.addAll(agreements());
        all.addAll(exceptions());
        all.addAll(severalPosts());
        all.addAll(credentialsAndAffiliations());
        return all;
    }

    private static List<Case> agreements() {
        ApprovalDecision cityOn1st = decision("city", "approved", "2026-09-01 09:00");
        ApprovalDecision districtOn1st = decision("district", "approved", "2026-09-01 09:00");
        ApprovalDecision districtAt10 = decision("district", "approved", "10:00");
        ApprovalDecision cityAt10 = decision("city", "approved", "10:00");
        ApprovalDecision withdrawnAt11 = decision("city", "withdrawn", "11:00");
        return List.of(
                about(
                        "19 approved in mid-window",
                        city(List.of(), cityOn1st, districtAt10),
                        INTERVALS,
                        interval("07:30", "10:00", "UNCOVERED", "", notInForce("awaiting district")),
                        interval("10:00", "15:30", "COVERED", "P-1", UNDER)),
                about(
                        "19 suspended and lifted",
                        city(List.of(between("2026-09-14 13:00", "2026-09-14 14:00")), cityOn1st, districtAt10),
                        INTERVALS,
                        interval("07:30", "10:00", "UNCOVERED", "", notInForce("awaiting district")),
                        interval("10:00", "13:00", "COVERED", "P-1", UNDER),
                        interval("13:00", "14:00", "UNCOVERED", "", notInForce("suspended")),
                        interval("14:00", "15:30", "COVERED", "P-1", UNDER)),
                about(
                        "19 the last day of the term, to midnight",
                        CaseWorld.monday()
                                .planFrom("2029-07-31")
                                .clock("2029-08-01 03:00")
                                .onlyWindow("night", "21:00", "02:00")
                                .officer("P-1", "police", "city", "sro")
                                .feed("hr", District.OWN_AGENCY, "city")
                                .cityAgreement(List.of(), cityOn1st, districtOn1st)
                                .checkIn("P-1", "2029-07-31 20:00"),
                        INTERVALS,
                        intervalOf("A/sro", "2029-07-31 21:00", "2029-08-01 00:00", "COVERED", "P-1", UNDER),
                        intervalOn(
                                "2029-07-31",
                                "A/sro",
                                "2029-08-01 00:00",
                                "2029-08-01 02:00",
                                "UNCOVERED",
                                "",
                                notInForce("ended"))),
                about(
                        "19 approved by the city last",
                        city(List.of(), districtOn1st, cityAt10),
                        INTERVALS,
                        interval("07:30", "10:00", "UNCOVERED", "", notInForce("awaiting city")),
                        interval("10:00", "15:30", "COVERED", "P-1", UNDER)),
                about(
                        "19 approved, then withdrawn",
                        city(List.of(), cityOn1st, districtOn1st, withdrawnAt11),
                        INTERVALS,
                        interval("07:30", "11:00", "COVERED", "P-1", UNDER),
                        interval("11:00", "15:30", "UNCOVERED", "", notInForce("awaiting city"))));
    }

    private static CaseWorld city(List<LocalDateTimeRange> suspensions, ApprovalDecision... decisions) {
        return CaseWorld.monday()
                .officer("P-1", "police", "city", "sro")
                .feed("hr", District.OWN_AGENCY, "city")
                .cityAgreement(suspensions, decisions)
                .checkIn("P-1", "07:20");
    }

    private static String notInForce(String why) {
        return "agreement-not-in-force(P-1, city-sro, " + why + ")";
    }

    private static List<Case> exceptions() {
        CaseWorld guard = CaseWorld.monday().officer("G-1", "guard", District.OWN_AGENCY, "sro");
        CaseWorld guardByException = CaseWorld.monday()
                .officer("G-1", "guard", District.OWN_AGENCY, "sro")
                .exceptionForGuards("sro", since("2026-09-15 00:00"))
                .clock("2026-09-16 00:00")
                .checkIn("G-1", "07:20")
                .checkIn("G-1", "2026-09-15 07:20");
        return List.of(
                uncovered("20 a guard alone", guard.checkIn("G-1", "07:20"), "kind-not-accepted(G-1, guard)"),
                about(
                        "20 an exception from the next day on",
                        guardByException,
                        Set.of("interval ", "incident coverage/A/sro/2026-09-15"),
                        interval("07:30", "15:30", "UNCOVERED", "", "kind-not-accepted(G-1, guard)"),
                        intervalOf(
                                "A/sro",
                                "2026-09-15 07:30",
                                "2026-09-15 15:30",
                                "ALTERNATIVE",
                                "G-1",
                                "covered-by(G-1)",
                                "exception(E-1)")));
    }

    private static List<Case> severalPosts() {
        return List.of(
                about(
                        "21 each fills the post that the other cannot",
                        xAndY().posts(post("a", 1, "hr", "police", "guard"), post("b", 1, "hr", "police")),
                        INTERVALS,
                        allDay("A/a", "COVERED", "Y", "covered-by(Y)"),
                        allDay("A/b", "COVERED", "X", "covered-by(X)")),
                about(
                        "21 one officer fills the first post",
                        x().posts(post("a", 1, "hr", "police", "guard"), post("b", 1, "hr", "police")),
                        INTERVALS,
                        allDay("A/a", "COVERED", "X", "covered-by(X)"),
                        allDay("A/b", "UNCOVERED", "", "fills-other-post(X, a)")),
                about(
                        "21 a post that stays unfilled consumes nobody",
                        x().posts(post("a", 2, "hr", "police"), post("b", 1, "hr", "police")),
                        INTERVALS,
                        allDay("A/a", "UNCOVERED", "", "fills-other-post(X, b)"),
                        allDay("A/b", "COVERED", "X", "covered-by(X)")),
                about(
                        "21 filled goes before covered",
                        xAndY().posts(post("a", 1, "hr", "police"), post("b", 1, "hr", "police"))
                                .exceptionForGuards("a", LocalDateTimeRange.ALWAYS),
                        INTERVALS,
                        allDay("A/a", "ALTERNATIVE", "Y", "covered-by(Y)", "exception(E-1)"),
                        allDay("A/b", "COVERED", "X", "covered-by(X)")));
    }

    private static CaseWorld x() {
        return CaseWorld.monday()
                .officer("X", "police", District.OWN_AGENCY, "sro")
                .checkIn("X", "07:20");
    }

    private static CaseWorld xAndY() {
        return x().officer("Y", "guard", District.OWN_AGENCY, "sro").checkIn("Y", "07:20");
    }

    private static Cases.ExpectedLines allDay(String post, String state, String counted, String... reasons) {
        return intervalOf(post, "07:30", "15:30", state, counted, reasons);
    }

    private static List<Case> credentialsAndAffiliations() {
        return List.of(
                uncovered(
                        "22 a credential that ended the day before",
                        trained(until("2026-09-14 00:00")),
                        "credential-expired(D-1, sro-training, " + CaseTime.at("00:00") + ")"),
                about(
                        "22 a credential to the day itself",
                        trained(until("2026-09-15 00:00")),
                        INTERVALS,
                        interval("07:30", "15:30", "COVERED", "D-1", "covered-by(D-1)")),
                about(
                        "22 a disqualifying affiliation in mid-window",
                        CaseWorld.monday()
                                .disqualifyingAffiliation("D-1", "ice-287g", since("2026-09-14 11:00"))
                                .checkIn("D-1", "07:20"),
                        INTERVALS,
                        interval("07:30", "11:00", "COVERED", "D-1", "covered-by(D-1)"),
                        interval("11:00", "15:30", "UNCOVERED", "", "disqualifying-affiliation(D-1, ice-287g)")));
    }

    private static CaseWorld trained(LocalDateTimeRange dates) {
        return CaseWorld.monday()
                .postNeeding("sro-training")
                .credential("D-1", "sro-training", dates)
                .checkIn("D-1", "07:20");
    }
}
