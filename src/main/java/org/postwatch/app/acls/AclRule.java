package org.postwatch.app.acls;

/**
 * One operation, allowed on one resource of the cluster or on all whose names begin alike. The constants are named as Kafka
 * names them.
 */
public record AclRule(ResourceOperation operation, AclResource resource) {
    /** READ and WRITE bring DESCRIBE along, and none brings DESCRIBE_CONFIGS. */
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
        /** All whose names begin with it. */
        PREFIXED
    }

    public record AclResource(AclResourceKind kind, NameMatch match, String name) {}
}
