package org.postwatch.app.config;

import java.util.List;

/** The configuration cannot be used; the message lists every fault, each with file and line. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConfigurationException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
