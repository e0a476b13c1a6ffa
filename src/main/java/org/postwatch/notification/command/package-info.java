/**
 * Stage 2, the commands of operators. Each is one record, which says how it is read and written and what it does in words;
 * what it does to alerts is in the notification engine. Pure.
 */
package org.postwatch.notification.command;
