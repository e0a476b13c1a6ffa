/** Prometheus Alertmanager: one alert an incident or group, sent again each minute while it fires. */
package org.postwatch.delivery.alertmanager;
