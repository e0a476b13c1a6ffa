package org.postwatch.delivery.cap;

import org.postwatch.delivery.Answer;

/** Where messages are put. */
interface Destination {
    /** @param xml the same message in UTF-8 */
    Answer put(Alert alert, byte[] xml) throws InterruptedException;
}
