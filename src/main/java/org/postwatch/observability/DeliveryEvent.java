package org.postwatch.observability;

/** An event in the delivery of a notice. */
public enum DeliveryEvent {
    DELIVERED("delivered"),
    /** Failed finally. */
    FAILED("failed"),
    /** Over before a pager was called for it. */
    SUPERSEDED("superseded"),
    /** An attempt failed, and there will be another one. */
    RETRIED("retried");

    private final String wireName;

    DeliveryEvent(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
