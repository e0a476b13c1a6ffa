package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Devices;
import org.postwatch.coverage.Heard;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Sign;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.Span;

/** What the watch remembers: evidence of the open days, what sealed days left, and what was said. */
public interface Memory {
    /** Nothing is due. */
    Instant NEVER = Instant.MAX;

    /** The earlier of two deadlines, if the first one still lies ahead of the clock. */
    static Instant earlierAfter(Instant clock, Instant t, Instant next) {
        return t.isAfter(clock) && t.isBefore(next) ? t : next;
    }

    /**
     * @param firstOpen the first date that is not sealed
     * @param openFrom the first instant of that date at any campus: what is older comes too late
     * @param watchedFrom the first date of which anything is said: its first day, or the first whose windows may reach
     *     into the time from which on it is watched
     * @param said agreement incidents, by id
     * @param relied by run of an agreement, the first instant at which a shift relied on it that has been forgotten since
     */
    record OfDistrict(
            LocalDate firstOpen,
            Instant openFrom,
            LocalDate watchedFrom,
            SortedMap<String, Incident> said,
            SortedMap<String, Instant> relied,
            Instant deadline)
            implements Memory {
        public OfDistrict {
            said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
            relied = Collections.unmodifiableSortedMap(new TreeMap<>(relied));
        }
    }

    /**
     * @param silences as they were last said
     * @param said its incidents, by id
     */
    record OfFeed(Heard heard, List<Span> silences, SortedMap<String, Incident> said, Instant deadline)
            implements Memory {
        public OfFeed {
            silences = List.copyOf(silences);
            said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
        }
    }

    /**
     * @param sealed where the sealed past left the officer
     * @param signs of the open days, the latest to arrive
     */
    record OfOfficer(Whereabouts sealed, List<Sign> signs) implements Memory {
        public static final OfOfficer NEW = new OfOfficer(Whereabouts.UNKNOWN, List.of());

        public OfOfficer {
            signs = List.copyOf(signs);
        }
    }

    /** Some more signs of one officer. */
    record OfSigns(List<Sign> signs) implements Memory {
        public OfSigns {
            signs = List.copyOf(signs);
        }
    }

    /** The first and the last instant of an officer's signs for which there was no room. */
    record OfUnheard(Instant from, Instant to) implements Memory {
        OfUnheard with(Instant t) {
            return new OfUnheard(t.isBefore(from) ? t : from, t.isAfter(to) ? t : to);
        }
    }

    /** Every change of one shift. */
    record OfShift(List<Event> changes) implements Memory {
        public OfShift {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param badges officers with a sign at this campus
     * @param shifts shifts that ever named this campus
     * @param devices what stands of the sealed past; the open days' reports lie in rows of their own
     * @param now a digest of what was last said of it
     * @param rolledTo the last date that was looked at because it came into sight
     */
    record OfCampus(
            SortedSet<String> badges,
            SortedSet<String> shifts,
            Devices devices,
            String now,
            LocalDate rolledTo,
            Instant deadline)
            implements Memory {
        public OfCampus {
            badges = Collections.unmodifiableSortedSet(new TreeSet<>(badges));
            shifts = Collections.unmodifiableSortedSet(new TreeSet<>(shifts));
        }

        public static final OfCampus NEW = new OfCampus(
                Collections.emptySortedSet(), Collections.emptySortedSet(), Devices.NONE, "", LocalDate.MIN, NEVER);

        /** As if nothing had been said of what it is now. */
        OfCampus unknown() {
            return new OfCampus(badges, shifts, devices, "", rolledTo, deadline);
        }

        OfCampus with(Devices other) {
            return new OfCampus(badges, shifts, other, now, rolledTo, deadline);
        }
    }

    /** @param posts by post, how often and what was said of its intervals */
    record OfDay(SortedMap<String, Said> posts, SortedMap<String, Incident> incidents, Instant deadline)
            implements Memory {
        public static final OfDay NEW = new OfDay(Collections.emptySortedMap(), Collections.emptySortedMap(), NEVER);

        public OfDay {
            posts = Collections.unmodifiableSortedMap(new TreeMap<>(posts));
            incidents = Collections.unmodifiableSortedMap(new TreeMap<>(incidents));
        }
    }

    /** A revision and a digest of the intervals that were said. */
    record Said(int revision, String digest) {}

    record OfTriggers(List<Trigger> triggers) implements Memory {
        public OfTriggers {
            triggers = List.copyOf(triggers);
        }
    }

    /** Some of the reports of the devices of one campus. */
    record OfReports(List<DeviceReport> reports) implements Memory {
        public OfReports {
            reports = List.copyOf(reports);
        }
    }

    /**
     * @param presses that wait for an answer
     * @param answers by entrance, the latest instants of answers (a late press may be settled already)
     * @param counted by entrance, when its buzzer was last pressed but for repetitions of the same press
     * @param urgent by feed, its urgent reports of the last minute in which it had one
     * @param open incidents that an event opened, by id
     */
    record OfHistory(
            List<EntranceEvent> presses,
            SortedMap<String, Instant> answers,
            SortedMap<String, Instant> counted,
            SortedMap<String, OfMinute> urgent,
            SortedMap<String, Incident> open,
            Instant deadline)
            implements Memory {
        public static final OfHistory NEW = new OfHistory(
                List.of(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                NEVER);

        public OfHistory {
            presses = List.copyOf(presses);
            answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
            counted = Collections.unmodifiableSortedMap(new TreeMap<>(counted));
            urgent = Collections.unmodifiableSortedMap(new TreeMap<>(urgent));
            open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        }
    }

    /**
     * Urgent reports that have incidents of their own.
     *
     * @param minute of their arrival, its first instant
     * @param reports the earliest first
     */
    record OfMinute(Instant minute, List<Reason> reports) {
        public OfMinute {
            reports = List.copyOf(reports);
        }
    }

    /**
     * An event that left something behind: of two with one source and id the earlier stamp stands, then the smaller
     * digest.
     *
     * @param digest the first bytes of the SHA-256 of its bytes
     * @param stamp the earliest arrival of its copies
     * @param unit what it bears on: a badge, a shift, {@code campus/device}, a campus
     * @param offset where its bytes lie
     */
    record OfEvent(byte[] digest, Instant stamp, EventType type, String unit, Instant time, long offset)
            implements Memory {}

    /**
     * @param time the greatest tick or stamp
     * @param keepOpenFrom no date that holds this instant or a later one is sealed (replay)
     */
    record Clock(Instant time, Optional<Instant> keepOpenFrom) implements Memory {}

    /**
     * Lost state is being rebuilt.
     *
     * @param began by the wall clock of the instance
     */
    record Rebuild(Instant began) implements Memory {}

    /**
     * An incident of which nothing was said yet, since state is being rebuilt.
     *
     * @param gone it was withdrawn or averted; {@code incident} is what it was before
     */
    record Withheld(Incident incident, boolean gone) implements Memory {}
}
