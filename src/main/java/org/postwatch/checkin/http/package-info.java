/** The pages on which officers check in by phone and choose their PINs. */
package org.postwatch.checkin.http;
