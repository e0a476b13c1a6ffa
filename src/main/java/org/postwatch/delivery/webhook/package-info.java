/** Standard Webhooks: signed JSON, under one id for every attempt at the same news. */
package org.postwatch.delivery.webhook;
