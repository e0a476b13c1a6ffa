/** The role intake of an instance: what it reads from and writes to Kafka for {@code org.postwatch.intake}. */
package org.postwatch.app.intake;
