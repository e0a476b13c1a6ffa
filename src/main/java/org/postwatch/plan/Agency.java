package org.postwatch.plan;

/** An employer of officers. Its class (municipal-police, sheriff, …) is data and serves disclosure policies. */
public record Agency(String id, String name, String agencyClass) {}
