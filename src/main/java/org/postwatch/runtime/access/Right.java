package org.postwatch.runtime.access;

/**
 * One operation, allowed on one resource of the cluster or on all whose names begin alike. The constants are named as Kafka
 * names them.
 */
public record Right(Operation operation, Resource resource) {
    /** READ and WRITE bring DESCRIBE along, and none brings DESCRIBE_CONFIGS. */
    public enum Operation {
        READ,
        WRITE,
        CREATE,
        DESCRIBE,
        DESCRIBE_CONFIGS
    }

    public enum Kind {
        TOPIC,
        GROUP,
        TRANSACTIONAL_ID
    }

    public enum Match {
        /** The one of that name. */
        LITERAL,
        /** All whose names begin with it. */
        PREFIXED
    }

    public record Resource(Kind kind, Match match, String name) {}
}
