/** What a kind of recipient provides: the form of its address in documents, and the channel that delivers to it. */
package org.postwatch.delivery.spi;
