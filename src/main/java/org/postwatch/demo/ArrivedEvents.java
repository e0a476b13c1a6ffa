package org.postwatch.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.app.clients.TopicFollower.StartPosition;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.Event;
import org.postwatch.event.EventTopic;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;

/** The events on the topics, in their order on each topic. Every topic is empty when it starts. */
final class ArrivedEvents implements AutoCloseable {
    private final EventReader reader = new EventReader();
    private final Map<EventTopic, BlockingQueue<Event>> arrived = new HashMap<>();
    private final List<TopicFollower> followers = new ArrayList<>();

    static ArrivedEvents follow(ClientSettings clients) {
        ArrivedEvents events = new ArrivedEvents();
        for (EventTopic topic : EventTopic.values()) {
            BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
            events.arrived.put(topic, queue);
            events.followers.add(TopicFollower.start(
                    clients, topic.topicName(), StartPosition.BEGINNING, record -> events.onRecord(record, queue)));
        }
        return events;
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> record, BlockingQueue<Event> queue) {
        if (reader.read(record.key(), record.value()) instanceof DecodeResult.DecodedEvent decoded) {
            queue.add(decoded.event());
        }
    }

    /** The next event of a topic; empty if none arrives in time. */
    Optional<Event> next(EventTopic topic, Duration max) throws InterruptedException {
        return Optional.ofNullable(arrived.get(topic).poll(max.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        followers.forEach(TopicFollower::close);
    }
}
