package org.postwatch.streams;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.postwatch.notification.engine.PublishedNotices;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.streams.PipelineListener.PipelineStage;

/**
 * The embedded broker was not stopped in order: each log may have lost another stretch of its end. Every task then publishes again
 * what its state holds. Safe for threads.
 */
public final class UncleanShutdown implements PublishedNotices {
    private final Map<String, Integer> latestRevisions;
    private final Map<String, Map<Integer, Notice>> notices;
    private final Set<String> pending = new HashSet<>();
    private final Runnable onPublished;

    /**
     * @param latest the greatest revision of each notice that was published or delivered, by the notice's key
     * @param notices the revisions that the topic of notices still has, by key
     * @param onPublished called once, when every task has published its state
     */
    public UncleanShutdown(
            Map<String, Integer> latest,
            Map<String, Map<Integer, Notice>> notices,
            Set<PipelineStage> parts,
            int partitions,
            Runnable onPublished) {
        this.latestRevisions = Map.copyOf(latest);
        this.notices = Map.copyOf(notices);
        this.onPublished = onPublished;
        parts.forEach(
                part -> IntStream.range(0, partitions).forEach(partition -> pending.add(taskName(part, partition))));
    }

    private static String taskName(PipelineStage part, int partition) {
        return part + "-" + partition;
    }

    /** Whether a task has its state to publish yet. */
    synchronized boolean isPending(PipelineStage part, int partition) {
        return pending.contains(taskName(part, partition));
    }

    /** What a task published is committed. */
    synchronized void markPublished(PipelineStage part, int partition) {
        if (pending.remove(taskName(part, partition)) && pending.isEmpty()) {
            onPublished.run();
        }
    }

    @Override
    public int latestRevision(NoticeKey key) {
        return latestRevisions.getOrDefault(key.text(), 0);
    }

    @Override
    public Optional<Notice> find(NoticeKey key, int revision) {
        return Optional.ofNullable(notices.get(key.text())).map(revisions -> revisions.get(revision));
    }
}
