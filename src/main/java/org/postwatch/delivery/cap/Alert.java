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
record Alert(
        String identifier,
        String sender,
        Instant sent,
        Status status,
        Type type,
        Scope scope,
        Optional<String> restriction,
        List<String> addresses,
        Optional<String> note,
        List<String> references,
        String incident,
        Info info) {
    enum Status {
        Actual,
        Test
    }

    enum Type {
        Alert,
        Update,
        Cancel
    }

    enum Scope {
        Public,
        Restricted,
        Private
    }

    enum Category {
        Safety,
        Security
    }

    enum Response {
        Prepare,
        Monitor,
        Assess,
        AllClear,
        None
    }

    enum Urgency {
        Immediate,
        Expected,
        Future,
        Past,
        Unknown
    }

    enum Severity {
        Extreme,
        Severe,
        Moderate,
        Minor,
        Unknown
    }

    enum Certainty {
        Observed,
        Likely,
        Unlikely,
        Unknown
    }

    /** @param areas in words; at least one */
    record Info(
            Category category,
            String event,
            Response response,
            Urgency urgency,
            Severity severity,
            Certainty certainty,
            Instant effective,
            Optional<Instant> onset,
            Instant expires,
            String headline,
            String description,
            List<Parameter> parameters,
            List<String> areas) {
        Info {
            parameters = List.copyOf(parameters);
            areas = List.copyOf(areas);
        }
    }

    record Parameter(String name, String value) {}

    Alert {
        addresses = List.copyOf(addresses);
        references = List.copyOf(references);
    }
}
