/** Reads rosters in the form of tables: comma-separated values with columns that the district declares. */
package org.postwatch.roster.csv;
