package org.postwatch.app.acls;

/**
 * An operation that is allowed on a resource of the cluster or on all resources with a prefix. The constants have
 * Kafka's names.
 */
public record AclRule(ResourceOperation operation, AclResource resource) {
    /** READ and WRITE include DESCRIBE, but not DESCRIBE_CONFIGS. */
    public enum ResourceOperation {
        READ,
        WRITE,
        CREATE,
        DESCRIBE,
        DESCRIBE_CONFIGS
    }

    public enum AclResourceKind {
        TOPIC,
        GROUP,
        TRANSACTIONAL_ID
    }

    public enum NameMatch {
        /** The one of that name. */
        LITERAL,
        /** All resources whose names have the prefix. */
        PREFIXED
    }

    public record AclResource(AclResourceKind kind, NameMatch match, String name) {}
}
