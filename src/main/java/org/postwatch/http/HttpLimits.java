package org.postwatch.http;

import java.time.Duration;

/**
 * What a client can take from a server. The whole time of a request is at most the sum of {@code readTime}, {@code handleTime}
 * and {@code writeTime}.
 *
 * @param headerBytes the request line and all headers of one request
 * @param connections open at once
 * @param connectionsPerPeer open at once from one {@link Peer}; a trusted proxy is exempt
 * @param concurrentStreams requests at once on one HTTP/2 connection
 * @param bufferedBytes bodies of all running requests together
 * @param bufferedBytesPerPeer bodies of the running requests of one {@link Peer}, which behind a trusted proxy is the client that
 *     the proxy forwarded
 * @param idleTime how long a connection may be open without a request whose headers are complete
 * @param readTime from the end of the headers to the end of the body
 * @param handleTime from the end of the body to the response of the handler
 * @param writeTime from the response of the handler to its last byte
 */
public record HttpLimits(
        int headerBytes,
        int connections,
        int connectionsPerPeer,
        int concurrentStreams,
        long bufferedBytes,
        long bufferedBytesPerPeer,
        Duration idleTime,
        Duration readTime,
        Duration handleTime,
        Duration writeTime) {

    /** For the management server. */
    public static final HttpLimits MANAGEMENT = new HttpLimits(
            8_192,
            64,
            32,
            16,
            1L << 20,
            256L << 10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    /** For the front server. */
    public static final HttpLimits FRONT = new HttpLimits(
            8_192,
            1_024,
            64,
            32,
            32L << 20,
            4L << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    /** The longest time of one request. */
    Duration requestTime() {
        return readTime.plus(handleTime).plus(writeTime);
    }
}
