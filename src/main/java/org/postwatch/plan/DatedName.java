package org.postwatch.plan;

/** A credential or an affiliation, and when it is valid. */
public record DatedName(String name, LocalDateTimeRange dates) {}
