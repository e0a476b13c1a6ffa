/** PagerDuty and compatible systems, by Events API v2: trigger, acknowledge and resolve under one key. */
package org.postwatch.delivery.pagerduty;
