/** Mail over SMTP, one thread for each incident. Addresses appear in the envelope, To and From only. */
package org.postwatch.delivery.mail;
