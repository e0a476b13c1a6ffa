/**
 * What ought to be: districts, campuses, posts, windows, officers, agreements, as compiled from a district's documents.
 * Roster, agreements, exceptions and feeds carry their own dates, so the newest version speaks for every open day;
 * campuses are kept in versions. Dates stay local here and become instants where a zone is at hand.
 */
package org.postwatch.plan;
