/** Standard Webhooks: signed JSON, with one id for every attempt to deliver the same revision. */
package org.postwatch.delivery.webhook;
