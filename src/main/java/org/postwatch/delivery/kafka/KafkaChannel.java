package org.postwatch.delivery.kafka;

import java.util.regex.Pattern;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.notification.model.Notice;

/** The last notice of every reference stays in the topic, until nobody needs to know of it any more. */
public final class KafkaChannel implements NotificationChannel {
    /** What the topics of all recipients begin with. */
    public static final String TOPIC_PREFIX = "postwatch.recipient.";

    private static final Pattern LEGAL_TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final RecipientTopicWriter topicWriter;
    private final String topic;

    /** @throws IllegalStateException when no topic can have such a name */
    KafkaChannel(ChannelContext context) {
        this.topicWriter = context.topicWriter();
        this.topic = topicName(context.routing().district(), context.recipient().id());
    }

    /** A recipient's own topic. */
    public static String topicName(String district, String recipient) {
        String topic = TOPIC_PREFIX + district + "." + recipient;
        if (!LEGAL_TOPIC_NAME.matcher(topic).matches()) {
            throw new IllegalStateException("no topic can be named " + topic);
        }
        return topic;
    }

    static boolean isRecipientTopic(String name) {
        return name.startsWith(TOPIC_PREFIX);
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        return topicWriter.put(topic, notice.ref(), NoticeBody.toBytes(NoticeBody.of(notice)));
    }

    @Override
    public boolean isRetained() {
        return true;
    }
}
