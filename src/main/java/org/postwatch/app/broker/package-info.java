/**
 * The embedded broker: a KRaft server in this process, one node, on loopback. Its data survives restarts. The package
 * depends on Kafka's server and on nothing else of Postwatch: a cluster can replace it by configuration alone.
 */
package org.postwatch.app.broker;
