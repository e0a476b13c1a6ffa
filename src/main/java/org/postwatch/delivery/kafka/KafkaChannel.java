package org.postwatch.delivery.kafka;

import java.util.regex.Pattern;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.Outlet;
import org.postwatch.routing.Notice;

/** The last notice of every reference stays in the topic, until nobody needs to know of it any more. */
public final class KafkaChannel implements Channel {
    /** What the topics of all recipients begin with. */
    public static final String PREFIX = "postwatch.recipient.";

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final Outlet outlet;
    private final String topic;

    /** @throws IllegalStateException when no topic can have such a name */
    public KafkaChannel(String district, String recipient, Outlet outlet) {
        this.outlet = outlet;
        this.topic = topic(district, recipient);
    }

    /** A recipient's own topic. */
    public static String topic(String district, String recipient) {
        String topic = PREFIX + district + "." + recipient;
        if (!LEGAL.matcher(topic).matches()) {
            throw new IllegalStateException("no topic can be named " + topic);
        }
        return topic;
    }

    static boolean isTopic(String name) {
        return name.startsWith(PREFIX);
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        return outlet.put(topic, notice.ref(), NoticeBody.bytes(NoticeBody.of(notice)));
    }

    @Override
    public boolean isKept() {
        return true;
    }
}
