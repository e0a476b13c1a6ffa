/**
 * Measures how fast Postwatch is on this machine, against the least that any topology must do: both on a real broker, exactly-once,
 * over the same events. The districts are synthetic.
 */
package org.postwatch.benchmark;
