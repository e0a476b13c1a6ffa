/**
 * Who may do what at the cluster. What each role needs is plain data ({@link org.postwatch.runtime.access.Rights}); only
 * {@link org.postwatch.runtime.access.ClusterRights} knows Kafka's authorizer.
 */
package org.postwatch.runtime.access;
