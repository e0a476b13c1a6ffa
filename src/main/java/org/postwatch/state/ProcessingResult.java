package org.postwatch.state;

/** What became of an event. */
public sealed interface ProcessingResult {
    /** It was taken in, or had been already. */
    record Accepted() implements ProcessingResult {}

    /**
     * It is set aside.
     *
     * @param reason a code, as {@code unknown-officer}: dead-letter reason, metric label and log key
     * @param detail what was found and what was expected, for the person who reads it
     */
    record Rejection(String reason, String detail) implements ProcessingResult {}

    ProcessingResult ACCEPTED = new Accepted();
}
