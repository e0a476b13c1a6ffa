/**
 * What happened, as the feeds tell it: sealed records, checked in their constructors. Nothing here knows JSON or
 * Kafka. Instants are truncated to milliseconds by whoever decodes them.
 */
package org.postwatch.event;
