/**
 * The Common Alerting Protocol 1.2 (OASIS, 2010): one message a revision, each naming those that it replaces, so that who
 * reads them sees one alert that is updated and cancelled. Restricted by default.
 */
package org.postwatch.delivery.cap;
