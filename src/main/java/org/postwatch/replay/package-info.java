/**
 * Replays recorded events through the real topology on a temporary broker, and writes the results. Facts depend on the
 * set of events and the plans alone, not on their order; incidents that an event opens follow arrival stamps.
 */
package org.postwatch.replay;
