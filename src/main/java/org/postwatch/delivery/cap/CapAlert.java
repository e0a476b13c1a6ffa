package org.postwatch.delivery.cap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as the standard divides it. Enumerations are named as on the wire.
 *
 * @param references {@code sender,identifier,sent} of each message that this one replaces
 * @param incident stands for the incident in all its messages
 */
record CapAlert(
        String identifier,
        String sender,
        Instant sent,
        CapStatus status,
        CapMessageType type,
        CapScope scope,
        Optional<String> restriction,
        List<String> addresses,
        Optional<String> note,
        List<String> references,
        String incident,
        CapInfo info) {
    enum CapStatus {
        Actual,
        Test
    }

    enum CapMessageType {
        Alert,
        Update,
        Cancel
    }

    enum CapScope {
        Public,
        Restricted,
        Private
    }

    enum CapCategory {
        Safety,
        Security
    }

    enum CapResponseType {
        Prepare,
        Monitor,
        Assess,
        AllClear,
        None
    }

    enum CapUrgency {
        Immediate,
        Expected,
        Future,
        Past,
        Unknown
    }

    enum CapSeverity {
        Extreme,
        Severe,
        Moderate,
        Minor,
        Unknown
    }

    enum CapCertainty {
        Observed,
        Likely,
        Unlikely,
        Unknown
    }

    /** @param areas in words; at least one */
    record CapInfo(
            CapCategory category,
            String event,
            CapResponseType response,
            CapUrgency urgency,
            CapSeverity severity,
            CapCertainty certainty,
            Instant effective,
            Optional<Instant> onset,
            Instant expires,
            String headline,
            String description,
            List<CapParameter> parameters,
            List<String> areas) {
        CapInfo {
            parameters = List.copyOf(parameters);
            areas = List.copyOf(areas);
        }
    }

    record CapParameter(String name, String value) {}

    CapAlert {
        addresses = List.copyOf(addresses);
        references = List.copyOf(references);
    }
}
