package org.postwatch.plan;

/** A named thing that holds for a stretch of time: a credential, an affiliation. */
public record DatedName(String name, LocalDateTimeRange dates) {}
