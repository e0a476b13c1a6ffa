package org.postwatch.observability;

/** What became of a notice on its way out. */
public enum DeliveryEvent {
    DELIVERED("delivered"),
    /** Given up. */
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
