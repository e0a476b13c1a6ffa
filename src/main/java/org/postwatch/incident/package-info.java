/**
 * Incidents: what follows from coverage, its gaps, severities and life cycle. Facts are functions of intervals, evidence and plan;
 * incidents that an event opens are small state machines. The differences between what was published and what is current are transitions.
 */
package org.postwatch.incident;
