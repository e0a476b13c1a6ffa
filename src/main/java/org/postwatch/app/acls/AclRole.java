package org.postwatch.app.acls;

import java.util.Arrays;
import java.util.Optional;

/** What somebody does with the cluster; who does two things has the rights of both roles. */
public enum AclRole {
    INSTANCE(
            "instance",
            "runs what its configuration has switched on: COVERAGE, NOTIFICATION, delivery, the clock, canaries"),
    DELIVERY("delivery", "brings notices out, where that has a login of its own"),
    PROVISIONER("provisioner", "makes the topics, before or at the first start; afterwards nobody needs it"),
    PLANNER("planner", "applies documents: 'plan apply'"),
    FEED_ENTRANCE("feed-entrance", "tells what entrances tell"),
    FEED_CAMERA("feed-camera", "tells what cameras tell"),
    FEED_STAFFING("feed-staffing", "tells what staffing systems tell"),
    FEED_CONDUCT("feed-conduct", "tells of conduct"),
    OPERATIONS_CENTER("operations-center", "sees coverage and incidents, and gives commands"),
    SCHOOL_ADMINISTRATION("school-administration", "reads of conduct as it came"),
    ANALYTICS("analytics", "reads who covered what, and how long"),
    AUDITOR("auditor", "reads who was told what, of conduct too: 'disclosures', 'deliveries'"),
    FEED_SUPPORT("feed-support", "reads what was set aside, of conduct too, as it came");

    private final String wireName;
    private final String description;

    AclRole(String wireName, String does) {
        this.wireName = wireName;
        this.description = does;
    }

    /** As {@code operations-center}. */
    public String wireName() {
        return wireName;
    }

    /** In a few words. */
    public String description() {
        return description;
    }

    public static Optional<AclRole> fromWireName(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
