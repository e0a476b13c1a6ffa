package org.postwatch.intake.service;

import java.util.List;
import java.util.Optional;
import org.postwatch.intake.IntakeSource;

/** The sources of the plans in force. Safe for threads; no call blocks. */
public interface SourceDirectory {
    /** The source of that name in a district's {@code intake.yaml}. */
    Optional<IntakeSource> source(String district, String name);

    /** All sources, in the order of districts and names. */
    List<IntakeSource> sources();
}
