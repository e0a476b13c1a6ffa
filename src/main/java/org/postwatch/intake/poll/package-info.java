/**
 * Sources whose messages Postwatch asks for over HTTP. Each has a thread of its own, which asks, waits until the events of an answer
 * are written, and asks again.
 */
package org.postwatch.intake.poll;
