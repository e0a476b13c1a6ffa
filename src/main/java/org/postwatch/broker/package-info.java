/**
 * The broker inside: a real KRaft server in this process, one node, on loopback, its data kept over restarts.
 * Knows Kafka's server and nothing of Postwatch, so that a cluster can take its place by configuration alone.
 */
package org.postwatch.broker;
