/** The front desks at an instance with the role intake: their pages, enrolment, touches and heartbeats. */
package org.postwatch.app.desk;
