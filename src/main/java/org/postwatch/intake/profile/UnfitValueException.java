package org.postwatch.intake.profile;

/** A function cannot make anything of its argument. CEL has no other way to say so. */
final class UnfitValueException extends RuntimeException {
    private final boolean missing;

    private UnfitValueException(String message, boolean missing) {
        super(message, null, false, false);
        this.missing = missing;
    }

    /** @param expected what was expected; never the value */
    static UnfitValueException expected(String expected) {
        return new UnfitValueException(expected, false);
    }

    /** @param path what is absent */
    static UnfitValueException missing(String path) {
        return new UnfitValueException(path, true);
    }

    boolean isMissing() {
        return missing;
    }
}
