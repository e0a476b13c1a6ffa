/** Runs delivery on Kafka: reads notices, executes them, and records the results in {@code postwatch.deliveries}. */
package org.postwatch.app.delivery;
