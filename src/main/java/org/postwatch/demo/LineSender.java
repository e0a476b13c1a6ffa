package org.postwatch.demo;

import java.time.Instant;
import java.util.List;
import org.postwatch.replay.EventRecording.RecordedLine;

/** The way of recorded lines to the topics. */
interface LineSender {
    /**
     * Sends lines that arrive at one instant, in their order.
     *
     * @throws DemoException if one of them does not arrive
     */
    void send(Instant arrival, List<RecordedLine> lines) throws InterruptedException;
}
