/**
 * Stage 1, the coverage engine: takes events, plans and ticks one by one, keeps the evidence that open days need, evaluates coverage and
 * incidents, and publishes what changed. State is in a {@link org.postwatch.state.StateStore}, output goes to a
 * {@link org.postwatch.coverage.engine.CoverageOutput}; Kafka and JSON are unknown here, and time is an argument.
 *
 * <p>Facts are always computed from evidence, plan and clock and compared with what was published last. The order in which events
 * arrive, duplicates and restarts therefore make no difference.
 */
package org.postwatch.coverage.engine;
