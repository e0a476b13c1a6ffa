package org.postwatch.delivery.cap;

import org.postwatch.delivery.AttemptResult;

/** Where messages are put. */
interface CapDestination {
    /** @param xml the same message in UTF-8 */
    AttemptResult put(CapAlert alert, byte[] xml) throws InterruptedException;
}
