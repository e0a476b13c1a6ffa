/** A Kafka topic for one recipient, with its own notices and fields only. */
package org.postwatch.delivery.kafka;
