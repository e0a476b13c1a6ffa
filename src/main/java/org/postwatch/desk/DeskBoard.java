package org.postwatch.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.Officer;

/**
 * What the page shows, as texts.
 *
 * @param base the path of the page
 * @param name of the campus
 * @param date as {@code Monday 14 September}
 * @param zone of the campus, as {@code America/Denver}
 * @param posts empty if their coverage is not known
 * @param now the clock of the instance, in milliseconds
 * @param checkInCode the QR code with which officers check in by phone now, as SVG; empty if they do not
 * @param version changes when officers or entrances do, so that the page loads itself again
 */
public record DeskBoard(
        String base,
        String name,
        String date,
        String zone,
        long now,
        String version,
        List<WindowRow> windows,
        List<PostRow> posts,
        List<OfficerRow> officers,
        List<String> entrances,
        Optional<String> checkInCode) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.US);

    /** @param current whether it is open now */
    public record WindowRow(String name, String from, String to, boolean current) {}

    /**
     * A post as it is published.
     *
     * @param style a class of the stylesheet
     */
    public record PostRow(String id, String text, String style) {}

    /** @param about kind and agency */
    public record OfficerRow(String badge, String about) {}

    /** @param coverage as it is published; empty if it is not known now */
    public static DeskBoard of(
            String base, DeskPlan plan, Optional<CampusCoverage> coverage, Optional<String> checkInCode, Instant now) {
        ZoneId zone = plan.campus().zone();
        List<OfficerRow> officers =
                plan.officersAt(now).stream().map(DeskBoard::officer).toList();
        List<String> entrances = plan.entrancesAt(now);
        return new DeskBoard(
                base,
                plan.campusAt(now).name(),
                DATE.format(now.atZone(zone)),
                zone.getId(),
                now.toEpochMilli(),
                Integer.toHexString(List.of(officers, entrances).hashCode()),
                plan.windowsAt(now).stream()
                        .map(window -> window(window, zone, now))
                        .toList(),
                coverage.map(CampusCoverage::posts).orElse(List.of()).stream()
                        .map(post -> post(post, zone))
                        .toList(),
                officers,
                entrances,
                checkInCode);
    }

    private static OfficerRow officer(Officer officer) {
        return new OfficerRow(officer.badge(), officer.kind() + ", " + officer.agency());
    }

    private static WindowRow window(DutyWindow window, ZoneId zone, Instant now) {
        return new WindowRow(
                window.name(),
                TIME.format(window.span().from().atZone(zone)),
                TIME.format(window.span().to().atZone(zone)),
                window.span().contains(now));
    }

    private static PostRow post(PostCoverage post, ZoneId zone) {
        String since = post.since()
                .map(from -> " since " + TIME.format(from.atZone(zone)))
                .orElse("");
        return switch (post.state()) {
            case NOT_REQUIRED -> new PostRow(post.post(), "not required now", "quiet");
            case COVERED -> new PostRow(post.post(), "covered" + since + by(post), "good");
            case ALTERNATIVE -> new PostRow(post.post(), "covered by an alternative" + since + by(post), "good");
            case UNKNOWN -> new PostRow(post.post(), "unknown" + since + ": a source is silent", "wait");
            case UNCOVERED -> new PostRow(post.post(), "NOT COVERED" + since, "bad");
        };
    }

    private static String by(PostCoverage post) {
        return post.counted().isEmpty() ? "" : ": " + String.join(", ", post.counted());
    }
}
