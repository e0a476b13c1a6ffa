/**
 * Health and metrics of an instance over HTTP: whether it is alive, whether it is ready, and its metrics. Its numbers are totals of
 * campuses and incidents, never of a single one.
 */
package org.postwatch.observability;
