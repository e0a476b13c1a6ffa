/**
 * The embedded broker: a KRaft server in this process, one node, on loopback. Its data outlives restarts. It knows Kafka's server and
 * nothing else of Postwatch, so that a cluster can replace it by configuration alone.
 */
package org.postwatch.app.broker;
