package org.postwatch.http;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;

/**
 * Reads and drops what a client still sends after it was refused. Some clients, such as that of the JDK over HTTP/2, read no
 * response before they have sent their body.
 */
final class RestOfBody {
    /** A client that sends more loses its connection. */
    static final long MAX_BYTES = 16L << 20;

    private final Content.Source source;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private long bytes;

    RestOfBody(Content.Source source) {
        this.source = source;
    }

    /** Starts to read. The result is whether the client has sent all, or closed; false after {@value #MAX_BYTES} bytes. */
    CompletableFuture<Boolean> drop() {
        onDemand();
        return ended;
    }

    private void onDemand() {
        while (!ended.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this::onDemand);
                return;
            }
            if (Content.Chunk.isFailure(chunk) || chunk.isLast()) {
                ended.complete(true);
            }
            bytes += chunk.remaining();
            chunk.release();
            if (bytes > MAX_BYTES) {
                ended.complete(false);
            }
        }
    }
}
