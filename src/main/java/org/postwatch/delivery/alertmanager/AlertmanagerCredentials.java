package org.postwatch.delivery.alertmanager;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postwatch.delivery.DistrictSecrets;

/**
 * What proves to an Alertmanager, or to the proxy before it, who calls: HTTP's Basic (RFC 7617) or Bearer (RFC 6750), or nothing.
 *
 * @param authorization the header's value
 * @param masked texts that must not be seen in answers
 */
record AlertmanagerCredentials(Optional<String> authorization, List<String> maskedTexts) {
    /** @throws IllegalStateException when a secret is not there */
    static AlertmanagerCredentials of(AlertmanagerAddress address, DistrictSecrets secrets) {
        if (address.token().isPresent()) {
            String token = secrets.resolve(address.token().get());
            return new AlertmanagerCredentials(Optional.of("Bearer " + token), List.of(token));
        }
        if (address.user().isEmpty() || address.password().isEmpty()) {
            return new AlertmanagerCredentials(Optional.empty(), List.of());
        }
        String user = secrets.resolve(address.user().get());
        String password = secrets.resolve(address.password().get());
        String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new AlertmanagerCredentials(
                Optional.of("Basic " + both), Stream.of(both, password).toList());
    }

    Map<String, String> addTo(Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        authorization.ifPresent(value -> all.put("Authorization", value));
        return all;
    }

    /** A login is never part of a message. */
    @Override
    public String toString() {
        return "Login[" + (authorization.isPresent() ? "***" : "none") + "]";
    }
}
