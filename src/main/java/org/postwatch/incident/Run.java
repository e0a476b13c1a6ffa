package org.postwatch.incident;

import org.postwatch.plan.Span;

/** A maximal stretch in which something was wrong, and what ends it. */
public record Run(Span span, String endedBy) {}
