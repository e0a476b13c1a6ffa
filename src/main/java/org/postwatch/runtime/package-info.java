/**
 * Wires the parts and keeps them alive: configuration, topics, the Kafka Streams application, the metronome, start and stop. All
 * that knows processes, threads and settings is here, so that the topology and the core need not.
 */
package org.postwatch.runtime;
