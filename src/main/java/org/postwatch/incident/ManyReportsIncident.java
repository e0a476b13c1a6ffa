package org.postwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;

/**
 * Urgent reports of one kind and feed at one campus in one minute of arrival. The first ones have incidents of their own; the others are
 * listed in one incident, so that the calls of a faulty feed are bounded.
 */
public final class ManyReportsIncident {
    /** The label with the kind of the reports, as {@code weapon-seen}. */
    public static final String REPORTED_LABEL = "reported";
    /** So many have incidents of their own. */
    public static final int MAX_OWN_INCIDENTS = 5;
    /** So many are listed; beyond, only those of a place that none of them names. */
    private static final int MAX_LISTED = 20;

    private static final int MAX_PLACES = 50;

    private ManyReportsIncident() {}

    /**
     * A line of the list.
     *
     * @param incident the id of the incident that it opened, or would have opened
     * @param place the device or room, where one is named
     */
    public static Reason listedReport(String incident, Optional<String> place, Instant at) {
        return place.map(name -> Reason.of(ReasonCode.REPORT, incident, name, at))
                .orElse(Reason.of(ReasonCode.REPORT, incident, at));
    }

    /** The list with one more report, the latest first; the same list where that is in it, or there is no room. */
    public static List<Reason> add(List<Reason> listed, Reason report) {
        boolean elsewhere = isNewPlace(listed, report);
        boolean room = elsewhere ? places(listed).size() < MAX_PLACES : listed.size() < MAX_LISTED;
        if (!room || incidentIds(listed).contains(incidentId(report))) {
            return listed;
        }
        List<Reason> more = new ArrayList<>(listed);
        more.add(0, report);
        return List.copyOf(more);
    }

    /** It names a place that none of the listed ones names; none is a place too. */
    public static boolean isNewPlace(List<Reason> listed, Reason report) {
        return !places(listed).contains(place(report));
    }

    /** The incidents of all that is listed. */
    public static SortedSet<String> incidentIds(List<Reason> listed) {
        return listed.stream().map(ManyReportsIncident::incidentId).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> places(List<Reason> listed) {
        return listed.stream().map(ManyReportsIncident::place).collect(Collectors.toSet());
    }

    private static String incidentId(Reason report) {
        return report.args().get(0);
    }

    private static String place(Reason report) {
        return report.args().size() > 2 ? report.args().get(1) : "";
    }
}
