package org.postwatch.runtime.sight;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Whether the instance lives, and whether it is ready: two lists of checks, asked anew each time. */
public final class Health {
    private final List<Supplier<Check>> alive = new CopyOnWriteArrayList<>();
    private final List<Supplier<Check>> ready = new CopyOnWriteArrayList<>();

    /** A check of life is one of readiness, too. */
    void addAlive(Supplier<Check> check) {
        alive.add(check);
    }

    void addReady(Supplier<Check> check) {
        ready.add(check);
    }

    /** All that must hold, or the process had better be started anew. */
    public List<Check> alive() {
        return alive.stream().map(Supplier::get).toList();
    }

    /** All that must hold before this instance can be relied upon. */
    public List<Check> ready() {
        return java.util.stream.Stream.concat(alive.stream(), ready.stream())
                .map(Supplier::get)
                .toList();
    }
}
