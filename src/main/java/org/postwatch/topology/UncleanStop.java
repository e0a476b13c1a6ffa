package org.postwatch.topology;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.postwatch.dispatch.PublishedNotices;
import org.postwatch.routing.Notice;
import org.postwatch.topology.Onlooker.Part;

/**
 * The broker inside was not stopped in order: each log may have lost another stretch of its end. Every task then publishes again
 * what its state holds. Safe for threads.
 */
public final class UncleanStop implements PublishedNotices {
    private final Map<String, Integer> latest;
    private final Map<String, Map<Integer, Notice>> notices;
    private final Set<String> pending = new HashSet<>();
    private final Runnable onPublished;

    /**
     * @param latest the greatest revision of each notice that was published or delivered, by the notice's key
     * @param notices the revisions that the topic of notices still has, by key
     * @param onPublished called once, when every task has published its state
     */
    public UncleanStop(
            Map<String, Integer> latest,
            Map<String, Map<Integer, Notice>> notices,
            Set<Part> parts,
            int partitions,
            Runnable onPublished) {
        this.latest = Map.copyOf(latest);
        this.notices = Map.copyOf(notices);
        this.onPublished = onPublished;
        parts.forEach(part -> IntStream.range(0, partitions).forEach(partition -> pending.add(name(part, partition))));
    }

    private static String name(Part part, int partition) {
        return part + "-" + partition;
    }

    /** Whether a task has its state to publish yet. */
    synchronized boolean isPending(Part part, int partition) {
        return pending.contains(name(part, partition));
    }

    /** What a task published is committed. */
    synchronized void published(Part part, int partition) {
        if (pending.remove(name(part, partition)) && pending.isEmpty()) {
            onPublished.run();
        }
    }

    @Override
    public int latest(String key) {
        return latest.getOrDefault(key, 0);
    }

    @Override
    public Optional<Notice> find(String key, int revision) {
        return Optional.ofNullable(notices.get(key)).map(revisions -> revisions.get(revision));
    }
}
