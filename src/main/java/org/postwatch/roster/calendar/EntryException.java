package org.postwatch.roster.calendar;

/** An entry that cannot be read; the others can. */
final class EntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EntryException(String message) {
        super(message);
    }
}
