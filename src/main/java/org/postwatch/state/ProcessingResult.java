package org.postwatch.state;

/** The result of processing a record. */
public sealed interface ProcessingResult {
    /** It was processed, now or before. */
    record Accepted() implements ProcessingResult {}

    /**
     * It was rejected.
     *
     * @param reason a code, as {@code unknown-officer}: dead-letter reason, metric label and log key
     * @param detail what was found and what was expected
     */
    record Rejection(String reason, String detail) implements ProcessingResult {}

    ProcessingResult ACCEPTED = new Accepted();
}
