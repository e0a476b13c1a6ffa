package org.postwatch.runtime.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody does with the cluster; who does two things has the rights of both roles. */
public enum Role {
    INSTANCE("runs what its configuration has switched on: COVERAGE, ROUTING, delivery, the clock, canaries"),
    DELIVERY("brings notices out, where that has a login of its own"),
    PROVISIONER("makes the topics, before or at the first start; afterwards nobody needs it"),
    PLANNER("applies documents: 'plan apply'"),
    FEED_ENTRANCE("tells what entrances tell"),
    FEED_CAMERA("tells what cameras tell"),
    FEED_STAFFING("tells what staffing systems tell"),
    FEED_CONDUCT("tells of conduct"),
    OPERATIONS_CENTER("sees coverage and incidents, and gives commands"),
    SCHOOL_ADMINISTRATION("reads of conduct as it came"),
    ANALYTICS("reads who covered what, and how long"),
    AUDITOR("reads who was told what, of conduct too: 'disclosures', 'deliveries'"),
    FEED_SUPPORT("reads what was set aside, of conduct too, as it came");

    private final String does;

    Role(String does) {
        this.does = does;
    }

    /** As {@code operations-center}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In a few words. */
    public String does() {
        return does;
    }

    public static Optional<Role> of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
