package org.postwatch.intake.service;

import java.util.List;
import java.util.Optional;
import org.postwatch.intake.IntakeSource;

/** The sources of the plans in force. Safe for threads; no call blocks. */
public interface SourceDirectory {
    /** Receives the sources that are in force. */
    interface SourceListener {
        /**
         * Called with all sources once the plans are read, and again after each change; one call at a time. It must not block.
         */
        void onSources(List<IntakeSource> sources);
    }

    /**
     * Whether the plans are known as they are now: until then every source would look unknown, and one that was removed would
     * look known.
     */
    boolean isReady();

    /** The source of that name in a district's {@code intake.yaml}. */
    Optional<IntakeSource> source(String district, String name);

    /** All sources, in the order of districts and names. */
    List<IntakeSource> sources();

    /** Adds a listener, which is called at once if the plans are read. */
    void addListener(SourceListener listener);
}
