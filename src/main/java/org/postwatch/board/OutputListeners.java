package org.postwatch.board;

import java.util.List;
import java.util.function.BiConsumer;

/** Several listeners, which are called one at a time even if several threads report to them. */
public record OutputListeners(List<OutputListener> listeners) {
    public OutputListeners {
        listeners = List.copyOf(listeners);
    }

    /** Calls a method of every listener, in their order. */
    public synchronized <T> void report(BiConsumer<OutputListener, T> method, T output) {
        listeners.forEach(listener -> method.accept(listener, output));
    }
}
