/**
 * The Common Alerting Protocol 1.2 (OASIS, 2010): one message for each revision, which references the messages that it replaces, so that
 * readers see one alert that is updated and cancelled. The scope is Restricted by default.
 */
package org.postwatch.delivery.cap;
