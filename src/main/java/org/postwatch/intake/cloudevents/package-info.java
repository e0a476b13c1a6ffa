/** The CloudEvents 1.0 bindings for HTTP: structured, batch and binary content mode. */
package org.postwatch.intake.cloudevents;
