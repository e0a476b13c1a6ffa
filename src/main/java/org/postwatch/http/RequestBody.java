package org.postwatch.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;

/** Reads a body completely, without blocking, within the limit of its route and that of all bodies together. */
final class RequestBody {
    private final Content.Source source;
    private final long bytesMax;
    private final BodyBudget budget;
    private final Peer peer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> complete = new CompletableFuture<>();
    private long reservedBytes;
    private boolean released;

    /** The body is longer than its route allows. */
    static final class TooLargeException extends RuntimeException {}

    /** All bodies together, or those of its peer, are longer than the server allows. */
    static final class OutOfBufferException extends RuntimeException {}

    /** @param budget what the server holds at the moment, of this peer and of all */
    RequestBody(Content.Source source, long bytesMax, BodyBudget budget, Peer peer) {
        this.source = source;
        this.bytesMax = bytesMax;
        this.budget = budget;
        this.peer = peer;
    }

    /** Starts to read. The result fails with one of the exceptions above, or with what the connection failed with. */
    CompletableFuture<byte[]> read() {
        onDemand();
        return complete;
    }

    /** Gives back what was reserved; to be called once, when the request has ended. */
    void release() {
        synchronized (body) {
            released = true;
            budget.release(peer, reservedBytes);
            reservedBytes = 0;
        }
    }

    private void onDemand() {
        while (!complete.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this::onDemand);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                complete.completeExceptionally(chunk.getFailure());
                return;
            }
            take(chunk);
        }
    }

    /** Not after the request has ended: nothing would give it back. */
    private boolean reserve(int length) {
        synchronized (body) {
            if (released || !budget.reserve(peer, length)) {
                return false;
            }
            reservedBytes += length;
            return true;
        }
    }

    private void take(Content.Chunk chunk) {
        int length = chunk.remaining();
        try {
            if (body.size() + (long) length > bytesMax) {
                complete.completeExceptionally(new TooLargeException());
                return;
            }
            if (!reserve(length)) {
                complete.completeExceptionally(new OutOfBufferException());
                return;
            }
            byte[] bytes = new byte[length];
            chunk.getByteBuffer().get(bytes);
            body.writeBytes(bytes);
        } finally {
            chunk.release();
        }
        if (chunk.isLast()) {
            complete.complete(body.toByteArray());
        }
    }
}
