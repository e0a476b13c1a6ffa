package org.postwatch.watch;

/** What became of an event. */
public sealed interface Verdict {
    /** It was taken in, or had been already. */
    record Taken() implements Verdict {}

    /**
     * It is set aside.
     *
     * @param reason a code, as {@code unknown-officer}: dead-letter reason, metric label and log key
     * @param detail what was found and what was expected, for the person who reads it
     */
    record SetAside(String reason, String detail) implements Verdict {}

    Verdict TAKEN = new Taken();
}
