/** Stage 2, routing: which recipients an alert is for, by matching the routes of the district. Pure. */
package org.postwatch.notification.route;
