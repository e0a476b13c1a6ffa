package org.postwatch.delivery;

import org.postwatch.routing.Setting;

/** Looks up what settings refer to. What it answers goes nowhere but into the protocol. */
public interface Secrets {
    /**
     * The text itself, or what the variable or file holds (trimmed).
     *
     * @throws IllegalStateException naming the variable or the file when it is not there or empty
     */
    String get(Setting setting);
}
