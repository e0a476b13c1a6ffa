/**
 * The ACLs that each role needs at the cluster. {@link org.postwatch.app.acls.RoleAcls} is plain data; only {@link
 * org.postwatch.app.acls.ClusterAcls} uses Kafka's authorizer.
 */
package org.postwatch.app.acls;
