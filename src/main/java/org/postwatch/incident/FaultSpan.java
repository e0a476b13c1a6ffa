package org.postwatch.incident;

import org.postwatch.plan.TimeSpan;

/** A maximal stretch in which something was wrong, and what ends it. */
public record FaultSpan(TimeSpan span, String closeReason) {}
