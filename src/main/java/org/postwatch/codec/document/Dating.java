package org.postwatch.codec.document;

import java.time.LocalDateTime;
import java.util.Optional;
import org.postwatch.plan.Dates;

/** The keys {@code from} and {@code to} that many sections have: a stretch of local time, open where one is absent. */
final class Dating {
    static final Key<Moment> FROM = Key.optional("from", Formats.MOMENT);
    static final Key<Moment> TO = Key.optional("to", Formats.MOMENT);

    private Dating() {}

    /** Tells a stretch that ends before it starts. */
    static void check(Section section, Faults faults) {
        Optional<Moment> from = section.find(FROM);
        Optional<Moment> to = section.find(TO);
        if (from.isPresent()
                && to.isPresent()
                && !from.get().asStart().isBefore(to.get().asEnd())) {
            faults.error(section.at(TO), "ends at " + to.get() + ", not after its start at " + from.get());
        }
    }

    /** The dates of a section; open where they are absent or make no sense, which is a fault already. */
    static Dates dates(Section section) {
        Optional<LocalDateTime> from = section.find(FROM).map(Moment::asStart);
        Optional<LocalDateTime> until = section.find(TO).map(Moment::asEnd);
        boolean fine = from.isEmpty() || until.isEmpty() || from.get().isBefore(until.get());
        return fine ? new Dates(from, until) : Dates.ALWAYS;
    }
}
