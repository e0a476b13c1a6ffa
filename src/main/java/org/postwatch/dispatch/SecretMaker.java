package org.postwatch.dispatch;

import org.postwatch.routing.DistrictSecret;

/** Where the secret of a district comes from that this state does not know. */
public interface SecretMaker {
    /** The one on record for the district, if state was lost; else a new one, at random. */
    DistrictSecret secret(String district);
}
