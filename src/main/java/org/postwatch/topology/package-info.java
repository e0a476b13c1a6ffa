/** The flow on Kafka Streams: topics, stores, processors that read, ask the core, write what changed and forward what is new. */
package org.postwatch.topology;
