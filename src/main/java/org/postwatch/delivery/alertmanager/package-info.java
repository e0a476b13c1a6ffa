/** Prometheus Alertmanager: one alert for each incident or group, sent again each minute while it is active. */
package org.postwatch.delivery.alertmanager;
