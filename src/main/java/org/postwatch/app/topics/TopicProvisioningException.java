package org.postwatch.app.topics;

import java.util.List;

/** The topics on the broker are not what Postwatch needs; the message names each difference, found and wanted. */
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
