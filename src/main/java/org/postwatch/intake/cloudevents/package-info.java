/** The CloudEvents 1.0 bindings for HTTP and MQTT. */
package org.postwatch.intake.cloudevents;
