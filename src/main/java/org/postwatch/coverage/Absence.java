package org.postwatch.coverage;

import org.postwatch.plan.TimeSpan;

/** An officer called away from a campus at the span's start, until the next word of that officer or the limit. */
public record Absence(String badge, String campus, TimeSpan span) {}
