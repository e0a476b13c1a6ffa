package org.postwatch.incident;

import org.postwatch.plan.TimeSpan;

/** A maximal span of a fault, and what ends it. */
public record FaultSpan(TimeSpan span, String closeReason) {}
