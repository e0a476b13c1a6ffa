/** The two topologies on Kafka Streams: topics, stores, and processors that decode records, call an engine and forward its output. */
package org.postwatch.streams;
