package org.postwatch.app.topics;

import java.util.List;

/**
 * The topics on the broker do not have the required settings; the message lists each difference, found and expected.
 */
public final class TopicProvisioningException extends RuntimeException {
    private final transient List<String> differences;

    public TopicProvisioningException(String message, List<String> differences, Throwable cause) {
        super(differences.isEmpty() ? message : message + "\n  " + String.join("\n  ", differences), cause);
        this.differences = List.copyOf(differences);
    }

    /** One sentence for each topic and setting that differs. */
    public List<String> differences() {
        return differences;
    }
}
