/**
 * Runs the parts of one instance: the embedded broker, the two Kafka Streams applications, the clock ticks, delivery and the management
 * server. Processes, threads and settings are known here, so that the topologies and the core need not know them.
 */
package org.postwatch.app;
