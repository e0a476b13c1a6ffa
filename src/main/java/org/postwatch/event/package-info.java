/**
 * Events as the feeds report them: sealed records, checked in their constructors. JSON and Kafka are unknown here. Instants are truncated
 * to milliseconds by the decoder.
 */
package org.postwatch.event;
