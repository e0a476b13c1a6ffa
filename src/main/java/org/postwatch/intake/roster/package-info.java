/**
 * Rosters at run time: each is read again and again, and the differences become events of its feed. What was planned is kept in a
 * {@link org.postwatch.intake.roster.RosterStates}, so that another instance goes on where one stopped.
 */
package org.postwatch.intake.roster;
