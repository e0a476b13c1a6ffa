/** Every integration there is, in one place. */
package org.postwatch.delivery.channels;
