package org.postwatch.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.intake.FrontDesk;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;

/**
 * A front desk with the plans in force: what it can report, and about whom.
 *
 * @param feed that of the desk
 */
public record DeskPlan(District district, CampusPlan campus, FrontDesk desk, Feed feed) {
    /** A touch that waited longer would not be admitted as an event. It is less than two days by what its way may take. */
    public static final Duration MAX_AGE = Duration.ofDays(2).minusMinutes(5);

    /** A touch cannot be later than this after the clock of the instance that takes it. */
    public static final Duration MAX_AHEAD = Duration.ofSeconds(30);

    /** The date at the campus. */
    public LocalDate dateAt(Instant now) {
        return LocalDate.ofInstant(now, campus.zone());
    }

    /** The campus as it is at a moment. */
    public Campus campusAt(Instant now) {
        return campus.versionOn(dateAt(now));
    }

    /** The windows of all posts that begin on the date of a moment, and that of the night before if it is still open. */
    public List<DutyWindow> windowsAt(Instant now) {
        return List.of(dateAt(now).minusDays(1), dateAt(now)).stream()
                .flatMap(date -> DutyWindows.ofCampus(campus, date).stream())
                .filter(window ->
                        window.date().equals(dateAt(now)) || window.span().contains(now))
                .toList();
    }

    /** Officers of the roster whose kind fills a post of the campus and whose agency the desk may report, by badge. */
    public List<Officer> officersAt(Instant now) {
        Set<String> kinds = campusAt(now).posts().stream()
                .flatMap(post -> post.kinds().stream())
                .collect(Collectors.toSet());
        return district.officers().values().stream()
                .filter(officer -> kinds.contains(officer.kind())
                        && feed.agencies().contains(officer.agency())
                        && officer.roster().contains(now, district.zone()))
                .sorted(Comparator.comparing(Officer::badge))
                .toList();
    }

    /** The entrances whose visitors the desk answers; none if it does not. */
    public List<String> entrancesAt(Instant now) {
        return desk.visitors()
                ? campusAt(now).entrances().stream().map(Entrance::id).toList()
                : List.of();
    }

    /**
     * Whether the time of a touch is in the future, so that it must be wrong. Such a touch was never recorded, so the page can
     * still correct its time.
     */
    public static boolean isAhead(DeskTouch touch, Instant now) {
        return touch.time().isAfter(now.plus(MAX_AHEAD));
    }

    /** Why a touch can never be recorded, in a sentence for the person at the desk; empty if it can. */
    public Optional<String> rejection(DeskTouch touch, Instant now) {
        if (touch.time().isBefore(now.minus(MAX_AGE))) {
            return Optional.of("it waited for more than two days, and is too old to be recorded");
        }
        if (!feed.dates().contains(touch.time(), district.zone())) {
            return Optional.of("the plan of the district does not accept reports of this desk at that time");
        }
        if (touch.action().isOfOfficer()) {
            Officer officer = district.officers().get(touch.subject());
            return officer != null && feed.agencies().contains(officer.agency())
                    ? Optional.empty()
                    : Optional.of("the plan of the district has no officer " + touch.subject() + " for this desk");
        }
        return entrancesAt(now).contains(touch.subject())
                ? Optional.empty()
                : Optional.of("this desk does not answer visitors at " + touch.subject());
    }

    /** The event of a touch. */
    public Event event(DeskTouch touch) {
        return touch.event(district.id(), desk.campus(), desk.feed());
    }

    /**
     * The heartbeat of the page.
     *
     * @param id unique
     * @param at when it was sent
     * @param completeSince since when nothing that was touched is missing
     */
    public Heartbeat heartbeat(String id, Instant at, Optional<Instant> completeSince) {
        return new Heartbeat(new EventOrigin(district.id(), desk.feed(), id, at), completeSince);
    }
}
