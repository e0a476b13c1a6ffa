package org.postwatch.access;

import org.postwatch.text.WireName;

/** Who uses a token. */
public enum AccessKind implements WireName {
    /** A feed, which sends events over HTTP. */
    FEED
}
