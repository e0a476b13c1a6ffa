package org.postwatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures every size that is asked for, one after the other, and then a storm. */
public final class Bench {
    private Bench() {}

    /**
     * @param progress one line at a time
     * @throws IllegalStateException when a side stops, hangs, or an event goes astray
     */
    public static Report run(Options options, Consumer<String> progress) throws InterruptedException {
        List<Figures> sizes = new ArrayList<>();
        for (int campuses : options.campuses()) {
            try (Stand stand = new Stand(options, campuses, progress)) {
                sizes.add(stand.measure());
            }
        }
        return new Report(options, sizes, new SigningCost().micros(), storm(options, progress));
    }

    private static Optional<StormFigures> storm(Options options, Consumer<String> progress)
            throws InterruptedException {
        if (options.storm() == 0) {
            return Optional.empty();
        }
        try (Storm storm = new Storm(options, progress)) {
            return Optional.of(storm.measure());
        }
    }
}
