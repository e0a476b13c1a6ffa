/**
 * Stage 2, the records of notification: alerts, recipients, notices, deliveries, operators' commands and disclosure records. Pure.
 */
package org.postwatch.notification.model;
