/** Writes notices to the log of the instance that delivers: the default of a new district. */
package org.postwatch.delivery.log;
