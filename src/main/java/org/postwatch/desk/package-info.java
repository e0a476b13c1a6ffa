/** The front desk of a campus: what its page shows, and the events that its touches become. */
package org.postwatch.desk;
