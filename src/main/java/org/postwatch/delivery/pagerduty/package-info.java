/** PagerDuty, and whoever takes its Events API v2: trigger, acknowledge, resolve under one key. */
package org.postwatch.delivery.pagerduty;
