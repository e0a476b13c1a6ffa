/**
 * How fast Postwatch is on this machine, against the least that any topology must do: both on a real broker, exactly-once,
 * over the same events. Synthetic districts; no recorded ones.
 */
package org.postwatch.bench;
