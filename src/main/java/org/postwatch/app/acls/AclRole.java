package org.postwatch.app.acls;

import java.util.Arrays;
import java.util.Optional;

/** A role at the cluster. A principal may have several roles. */
public enum AclRole {
    INSTANCE("instance", "runs the enabled parts: COVERAGE, NOTIFICATION, delivery, clock ticks, canaries"),
    DELIVERY("delivery", "delivers notices, if delivery has its own login"),
    PROVISIONER("provisioner", "creates the topics, before or at the first start; not needed afterwards"),
    PLANNER("planner", "applies documents: 'plan apply'"),
    FEED_ENTRANCE("feed-entrance", "sends entrance events"),
    FEED_CAMERA("feed-camera", "sends camera events"),
    FEED_STAFFING("feed-staffing", "sends staffing events"),
    FEED_CONDUCT("feed-conduct", "sends conduct events"),
    OPERATIONS_CENTER("operations-center", "sees coverage and incidents, and gives commands"),
    SCHOOL_ADMINISTRATION("school-administration", "reads of conduct as it came"),
    ANALYTICS("analytics", "reads who covered what, and how long"),
    AUDITOR("auditor", "reads disclosures and deliveries, including conduct"),
    FEED_SUPPORT("feed-support", "reads rejected records unchanged, including conduct");

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

    /** A short phrase. */
    public String description() {
        return description;
    }

    public static Optional<AclRole> fromWireName(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
