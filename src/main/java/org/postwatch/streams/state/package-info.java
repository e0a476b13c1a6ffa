/** The engines' state in a store of Kafka Streams: one layout for each table, each value led by the version of its layout. */
package org.postwatch.streams.state;
