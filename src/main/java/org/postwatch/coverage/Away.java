package org.postwatch.coverage;

import org.postwatch.plan.Span;

/** An officer called away from a campus at the span's start, until the next word of that officer or the limit. */
public record Away(String badge, String campus, Span span) {}
