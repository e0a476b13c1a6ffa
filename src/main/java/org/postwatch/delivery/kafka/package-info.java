/** A topic of the recipient's own: just its notices, with just its fields. */
package org.postwatch.delivery.kafka;
