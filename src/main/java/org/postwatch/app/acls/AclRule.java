package org.postwatch.app.acls;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * An operation that is allowed on a resource of the cluster, or on all resources with a prefix. READ and WRITE include
 * DESCRIBE, but not DESCRIBE_CONFIGS.
 */
public record AclRule(AclOperation operation, ResourcePattern resource) {}
