/**
 * The ACLs that each role needs at the cluster. {@link org.postwatch.app.acls.RoleAcls} lists them; only {@link
 * org.postwatch.app.acls.ClusterAcls} calls the cluster.
 */
package org.postwatch.app.acls;
