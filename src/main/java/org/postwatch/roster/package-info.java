/**
 * Planned shifts from the calendars and tables that districts keep: what an entry means, and what has to be planned or cancelled when
 * entries change. Pure: {@code java.*} and events only.
 */
package org.postwatch.roster;
