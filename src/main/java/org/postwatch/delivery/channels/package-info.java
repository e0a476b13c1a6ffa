/** Opens the channel of a recipient: the one place that knows every integration. */
package org.postwatch.delivery.channels;
