/**
 * What follows from coverage: incidents, their gaps, severities and life cycle. Fact kinds are functions of intervals,
 * evidence and plan; history kinds are small state machines on arrival. The differences between what was said and what
 * now holds are transitions.
 */
package org.postwatch.incident;
