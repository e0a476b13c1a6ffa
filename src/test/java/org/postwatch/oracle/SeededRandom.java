package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.postwatch.plan.LocalDateTimeRange;

/** Seeded chance, and the days that it plays on. Times fall on few moments, so that boundaries collide often. */
final class SeededRandom {
    private final Random random;
    final List<LocalDate> days;
    private final List<LocalTime> moments = new ArrayList<>();

    SeededRandom(long seed) {
        this(seed, Optional.empty());
    }

    /** @param first the first of the days; absent: one of those on which much meets */
    SeededRandom(long seed, Optional<LocalDate> first) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        random.nextInt();
        days = days(first);
        moments.addAll(List.of(LocalTime.of(7, 30), LocalTime.of(15, 30), LocalTime.MIDNIGHT));
        if (hasClockChange()) {
            moments.addAll(some(
                    List.of(LocalTime.of(0, 30), LocalTime.of(1, 30), LocalTime.of(2, 15), LocalTime.of(3, 30)), 2, 4));
        }
        for (int i = 0; i < 8; i++) {
            moments.add(LocalTime.of(between(0, 23), pick(0, 0, 10, 15, 30, 40)));
        }
    }

    private List<LocalDate> days(Optional<LocalDate> wanted) {
        int count = pick(1, 1, 2, 2, 3);
        if (wanted.isPresent()) {
            return wanted.get().datesUntil(wanted.get().plusDays(count)).toList();
        }
        LocalDate one = pick(
                LocalDate.of(2026, 3, 8),
                LocalDate.of(2026, 11, 1),
                LocalDate.of(2026, 9, 14).plusDays(between(0, 6)),
                LocalDate.of(2026, 9, 14));
        LocalDate first = one.minusDays(between(0, count - 1));
        return first.datesUntil(first.plusDays(count)).toList();
    }

    /** Whether clocks are changed in one of the days, in the zones that do. */
    private boolean hasClockChange() {
        return days.contains(LocalDate.of(2026, 3, 8)) || days.contains(LocalDate.of(2026, 11, 1));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Both ends inclusive. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    @SafeVarargs
    final <T> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** So many of them at least and at most, in their order. */
    <T> List<T> some(Collection<T> of, int least, int most) {
        List<T> all = new ArrayList<>(of);
        Collections.shuffle(all, random);
        Set<T> chosen = new HashSet<>(all.subList(0, Math.min(all.size(), between(least, most))));
        return of.stream().filter(chosen::contains).toList();
    }

    <T> Set<T> someOf(int least, int most, List<T> of) {
        return Set.copyOf(some(of, least, most));
    }

    void shuffle(List<?> list) {
        Collections.shuffle(list, random);
    }

    LocalTime moment() {
        return pick(moments);
    }

    LocalDateTime localMoment() {
        return pick(days).atTime(moment());
    }

    /** One of the moments; now and then a little beside it, or so far behind that some limit ends right there. */
    Instant instant(ZoneId zone, int... limitsMinutes) {
        Instant t = LocalDateTimeRange.startOf(localMoment(), zone);
        if (limitsMinutes.length > 0 && chance(30)) {
            t = t.plusSeconds(60L * limitsMinutes[random.nextInt(limitsMinutes.length)]);
        }
        int beside = between(0, 99);
        if (beside < 8) {
            return t.plusMillis(1);
        } else if (beside < 16) {
            return t.minusMillis(1);
        } else if (beside < 36) {
            return t.plusSeconds(between(-300, 3_600));
        } else if (beside < 60) {
            return t.plusSeconds(60L * between(-15, 90));
        }
        return t;
    }

    /** Dates of a document: mostly open or far away at either end, else beginning or ending in the days at hand. */
    LocalDateTimeRange dates(int percentAtHand) {
        LocalDateTime begins = days.get(0).minusDays(200).atStartOfDay();
        LocalDateTime ends = days.get(0).plusDays(200).atStartOfDay();
        Optional<LocalDateTime> from = chance(percentAtHand)
                ? Optional.of(boundary())
                : pick(Arrays.asList(Optional.empty(), Optional.of(begins)));
        Optional<LocalDateTime> until = chance(percentAtHand)
                ? Optional.of(boundary())
                : pick(Arrays.asList(Optional.empty(), Optional.of(ends)));
        boolean wrong = from.isPresent() && until.isPresent() && !from.get().isBefore(until.get());
        return wrong ? new LocalDateTimeRange(from, Optional.empty()) : new LocalDateTimeRange(from, until);
    }

    /** A local midnight or moment in the days at hand. */
    LocalDateTime boundary() {
        return chance(30) ? pick(days).plusDays(between(0, 1)).atStartOfDay() : localMoment();
    }
}
