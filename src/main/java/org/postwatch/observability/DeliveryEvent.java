package org.postwatch.observability;

import org.postwatch.text.WireName;

/** An event in the delivery of a notice. */
public enum DeliveryEvent implements WireName {
    DELIVERED,
    /** Failed finally. */
    FAILED,
    /** Over before a pager was called for it. */
    SUPERSEDED,
    /** An attempt failed, and there will be another one. */
    RETRIED
}
