package org.postwatch.app.acls;

import org.postwatch.text.WireName;

/** A role at the cluster. A principal may have several roles. */
public enum AclRole implements WireName {
    INSTANCE("runs its roles: COVERAGE, NOTIFICATION, delivery, intake, clock ticks, canaries"),
    DELIVERY("delivers notices, if delivery has its own login"),
    INTAKE("accepts events over HTTP and MQTT, if intake has its own login"),
    PROVISIONER("creates the topics, before or at the first start; not needed afterwards"),
    PLANNER("applies documents: 'plan apply'"),
    ACCESS_ADMINISTRATOR("grants and revokes access of feeds, desks and phones: 'access', 'desk' and 'phone'"),
    FEED_ENTRANCE("sends entrance events"),
    FEED_CAMERA("sends camera events"),
    FEED_STAFFING("sends staffing events"),
    FEED_CONDUCT("sends conduct events"),
    OPERATIONS_CENTER("reads coverage, incidents and what intake counted, and sends commands"),
    SCHOOL_ADMINISTRATION("reads conduct events"),
    ANALYTICS("reads intervals: who covered which post, and when"),
    AUDITOR("reads disclosures and deliveries, including conduct"),
    FEED_SUPPORT("reads rejected records unchanged, including conduct, and what intake counted");

    private final String description;

    AclRole(String does) {
        this.description = does;
    }

    /** A short phrase. */
    public String description() {
        return description;
    }
}
