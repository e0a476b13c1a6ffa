/**
 * What is planned: districts, campuses, posts, windows, officers and agreements, as compiled from the documents of a district. Roster,
 * agreements, exceptions and feeds have dates of their own, so the newest version applies to every open day; campuses are kept in
 * versions. Dates are local here and become instants where a zone is known.
 */
package org.postwatch.plan;
