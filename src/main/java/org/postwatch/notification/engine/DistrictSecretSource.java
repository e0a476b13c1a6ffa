package org.postwatch.notification.engine;

import org.postwatch.notification.model.DistrictSecret;

/** Where the secret of a district comes from that this state does not know. */
public interface DistrictSecretSource {
    /** The one on record for the district, if state was lost; else a new one, at random. */
    DistrictSecret getOrCreateSecret(String district);
}
