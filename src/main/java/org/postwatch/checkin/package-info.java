/** An officer's phone at the entrance: the codes that prove the place, the tickets of its pages, and rules for PINs. */
package org.postwatch.checkin;
