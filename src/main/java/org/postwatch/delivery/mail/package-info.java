/**
 * Mail over SMTP, a thread an incident. Addresses stand only in the envelope and in To and From; nobody is named.
 */
package org.postwatch.delivery.mail;
