package org.postwatch.delivery;

import org.postwatch.notification.model.ConfigValue;
import org.postwatch.secrets.SecretResolver;

/** Looks up the secrets of one district. What it returns goes nowhere but into the protocol. */
public interface DistrictSecrets {
    /**
     * The text itself, or the secret that it names.
     *
     * @throws IllegalStateException naming the secret and what to configure when the instance does not have it
     */
    String resolve(ConfigValue setting);

    /** Those of a district. */
    static DistrictSecrets of(String district, SecretResolver resolver) {
        return setting -> setting.secretName()
                .map(name -> resolver.resolve(district, name))
                .orElse(setting.text());
    }
}
