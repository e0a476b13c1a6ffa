package org.postwatch.setup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Eligibility;
import org.postwatch.coverage.Reason;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;

/** What is missing before posts can be filled when they must be filled for the first time. */
public final class PostGaps {
    /** Days after the first one in which the first window is looked for. */
    private static final int MAX_DAYS = 400;

    /** Officers of whom a reason is listed, of one post. */
    private static final int MAX_LISTED = 10;

    private final CompiledDistrict documents;
    private final List<String> gaps = new ArrayList<>();

    private PostGaps(CompiledDistrict documents) {
        this.documents = documents;
    }

    /** One line for each post that too few officers could fill at the start of its first window. */
    public static List<String> of(CompiledDistrict documents) {
        PostGaps found = new PostGaps(documents);
        documents.campuses().values().forEach(found::addCampus);
        return List.copyOf(found.gaps);
    }

    private void addCampus(Campus campus) {
        LocalDate first = documents.district().firstDay();
        CampusPlan plan = new CampusPlan(campus.id(), new TreeMap<>(Map.of(first, campus)));
        campus.posts()
                .forEach(post -> firstWindow(plan, post, first)
                        .ifPresentOrElse(
                                window -> addPost(campus, post, window.span().from()),
                                () -> gaps.add(name(campus, post) + " is never required: no window in the " + MAX_DAYS
                                        + " days from " + first)));
    }

    private static Optional<DutyWindow> firstWindow(CampusPlan plan, Post post, LocalDate first) {
        return first.datesUntil(first.plusDays(MAX_DAYS))
                .flatMap(date -> DutyWindows.ofPost(plan, post.id(), date).stream())
                .findFirst();
    }

    private void addPost(Campus campus, Post post, Instant start) {
        District district = documents.district();
        int eligible = 0;
        List<String> reasons = new ArrayList<>();
        for (Officer officer : district.officers().values().stream()
                .sorted(Comparator.comparing(Officer::badge))
                .toList()) {
            Eligibility eligibility =
                    Eligibility.of(officer, duty(officer, post), post, campus.id(), campus.zone(), district, start);
            List<String> missing = new ArrayList<>();
            eligibility.failures().forEach(failure -> missing.add(describe(failure, district.zone())));
            if (!isReported(officer, campus, post)) {
                missing.add("no feed may report officers of agency '" + officer.agency() + "' at this campus");
            }
            if (missing.isEmpty()) {
                eligible++;
            } else {
                reasons.add(officer.badge() + ": " + String.join("; ", missing));
            }
        }
        if (eligible < post.headCount()) {
            String count = eligible == 0 ? "nobody" : "only " + eligible;
            gaps.add(name(campus, post) + " needs " + post.headCount() + " on "
                    + start.atZone(campus.zone()).toLocalDateTime() + ", and " + count + " can fill it"
                    + (district.officers().isEmpty() ? ": there are no officers" : listed(reasons)));
        }
    }

    private static String listed(List<String> reasons) {
        String all = reasons.stream().limit(MAX_LISTED).reduce("", (text, reason) -> text + "\n    " + reason);
        int more = reasons.size() - MAX_LISTED;
        return ":" + all + (more > 0 ? "\n    and " + more + " more" : "");
    }

    private static String name(Campus campus, Post post) {
        return "post '" + post.id() + "' of campus '" + campus.id() + "'";
    }

    /** The duty on which the officer would count, if there is one. */
    private static Optional<String> duty(Officer officer, Post post) {
        TreeSet<String> duties = new TreeSet<>(officer.duties().isEmpty() ? post.duties() : officer.duties());
        return duties.stream()
                .filter(post.duties()::contains)
                .findFirst()
                .or(() -> duties.stream().findFirst());
    }

    private boolean isReported(Officer officer, Campus campus, Post post) {
        return post.feeds().stream()
                .map(documents.district().feeds()::get)
                .anyMatch(feed -> feed != null
                        && feed.agencies().contains(officer.agency())
                        && (feed.campuses().isEmpty() || feed.campuses().contains(campus.id())));
    }

    private static String describe(Reason failure, ZoneId zone) {
        List<String> args = failure.args();
        return switch (failure.code()) {
            case "off-roster" -> "not on the roster yet, or no longer";
            case "kind-not-accepted" -> "kind '" + args.get(1) + "' is not accepted";
            case "credential-missing" -> "has no credential '" + args.get(1) + "'";
            case "credential-expired" ->
                "credential '" + args.get(1) + "' ends at "
                        + Instant.parse(args.get(2)).atZone(zone).toLocalDateTime();
            case "other-duty" -> "has only other duties, such as '" + args.get(1) + "'";
            case "disqualifying-affiliation" -> "has the affiliation '" + args.get(1) + "'";
            case "no-agreement" -> "no agreement of agency '" + args.get(1) + "' names this campus";
            case "agreement-not-in-force" -> "agreement '" + args.get(1) + "' is not in force: " + args.get(2);
            default -> failure.toString();
        };
    }
}
