/**
 * Reads rosters in iCalendar form (RFC 5545). ical4j splits the text into components, lib-recur expands rules on local times, and
 * {@code java.time} knows the zones.
 */
package org.postwatch.roster.calendar;
