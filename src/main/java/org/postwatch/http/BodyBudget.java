package org.postwatch.http;

import java.util.HashMap;
import java.util.Map;

/**
 * The bytes of all bodies that a server holds, and each peer's share of them: one peer cannot take what the others need. Safe
 * for threads.
 */
final class BodyBudget {
    private final long bytesMax;
    private final long bytesMaxOfPeer;
    private final Map<Peer, Long> byPeer = new HashMap<>();
    private long bytes;

    BodyBudget(long bytesMax, long bytesMaxOfPeer) {
        this.bytesMax = bytesMax;
        this.bytesMaxOfPeer = bytesMaxOfPeer;
    }

    /** Reserves all of the bytes, or none and returns false. */
    synchronized boolean reserve(Peer peer, int length) {
        long ofPeer = byPeer.getOrDefault(peer, 0L) + length;
        if (bytes + length > bytesMax || ofPeer > bytesMaxOfPeer) {
            return false;
        }
        bytes += length;
        byPeer.put(peer, ofPeer);
        return true;
    }

    /** Gives back what was reserved. */
    synchronized void release(Peer peer, long length) {
        bytes -= length;
        byPeer.computeIfPresent(peer, (of, held) -> held == length ? null : held - length);
    }
}
