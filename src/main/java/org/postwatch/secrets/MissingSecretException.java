package org.postwatch.secrets;

/** The instance has no such secret for the district, or cannot read it. The message may be shown to anybody. */
public final class MissingSecretException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public MissingSecretException(String message) {
        super(message);
    }
}
