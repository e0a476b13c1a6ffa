package org.postwatch.intake.cloudevents;

/** A request that has no events that can be read. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String reason;
    private final String field;

    private InvalidRequestException(int status, String reason, String field, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
        this.field = field;
    }

    static InvalidRequestException unsupportedContentType(String detail) {
        return new InvalidRequestException(415, "unsupported-content-type", "", detail);
    }

    static InvalidRequestException malformed(String field, String detail) {
        return new InvalidRequestException(400, "malformed", field, detail);
    }

    static InvalidRequestException tooManyEvents(String detail) {
        return new InvalidRequestException(413, "too-large", "", detail);
    }

    /** The HTTP status that says so. */
    public int status() {
        return status;
    }

    /** One word, as {@code malformed}. */
    public String reason() {
        return reason;
    }

    /** The header or the JSON pointer; empty when it is no single one. */
    public String field() {
        return field;
    }
}
