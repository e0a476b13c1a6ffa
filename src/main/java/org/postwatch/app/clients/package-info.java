/** Kafka clients of the commands and of the instance: their settings, and what they read and write. */
package org.postwatch.app.clients;
