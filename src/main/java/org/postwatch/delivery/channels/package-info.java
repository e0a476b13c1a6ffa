/** The kinds of recipients, listed in one place, and the factory that opens their channels. */
package org.postwatch.delivery.channels;
