package org.postwatch.intake.poll;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.poll.PollClient.PollResponse;
import org.postwatch.intake.profile.PollProtocol;
import org.postwatch.intake.profile.PollProtocol.PollAnswer;

/** Asks again and again, from the first request until one fails or the listener closes. Used once, by one thread. */
final class PollSession {
    /** For an answer, beside the time for which the vendor may hold it back. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Between two requests to a vendor that should hold back an empty answer and does not. */
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** Who a session asks for. */
    interface SessionListener {
        boolean isClosing();

        /** Waits so long, or until it is closed. */
        void pause(Duration duration);

        /** A subscription is made: from now on the vendor keeps everything for it. */
        void onSubscribed();

        /** A request follows. */
        void onRequest();

        /** The vendor answered as expected. */
        void onAnswer(String detail);

        /** All events are written that the vendor had at the last request and, with a subscription, before. */
        void onRead();

        /** A new subscription follows. */
        void onSubscriptionEnded(String detail);

        /** An answer cannot be used. */
        void onRejected(MessageRejection rejection);

        /** Returns when all events are written; false if it was closed before. */
        boolean onMessages(List<byte[]> bodies);
    }

    private final PollClient client;
    private final PollProtocol protocol;
    private final Map<String, String> parameters;
    private final Duration every;
    private final SessionListener listener;
    private String subscription = "";
    /** Whether the subscription has ever worked: one that ends at once is a fault. */
    private boolean isProven;

    private Optional<String> etag = Optional.empty();

    /** @param every the wait between two requests, where the vendor does not hold back its answer */
    PollSession(
            PollClient client,
            PollProtocol protocol,
            Map<String, String> parameters,
            Duration every,
            SessionListener listener) {
        this.client = client;
        this.protocol = protocol;
        this.parameters = parameters;
        this.every = every;
        this.listener = listener;
    }

    /**
     * Returns when the listener is closed.
     *
     * @throws ConnectionProblemException when a request fails
     */
    void run() {
        try {
            subscribe();
            while (!listener.isClosing()) {
                long asked = System.nanoTime();
                listener.onRequest();
                PollResponse response = client.get(
                        protocol.requestPath(subscription),
                        etag,
                        protocol.hold().orElse(Duration.ZERO).plus(PATIENCE));
                int messages = response.isModified() ? read(response) : readNothingNew();
                Duration taken = Duration.ofNanos(System.nanoTime() - asked);
                listener.pause(pauseAfter(messages, taken));
            }
        } finally {
            if (listener.isClosing()) {
                unsubscribe();
            }
        }
    }

    private Duration pauseAfter(int messages, Duration taken) {
        if (protocol.hold().isEmpty()) {
            return every;
        }
        return messages > 0 || taken.compareTo(MIN_PAUSE) > 0 ? Duration.ZERO : MIN_PAUSE.minus(taken);
    }

    private void subscribe() {
        if (protocol.subscribePath().isEmpty()) {
            return;
        }
        PollResponse response = client.get(protocol.subscribePath().get(), Optional.empty(), PATIENCE);
        PollAnswer answer = protocol.readSubscription(response.body(), parameters);
        if (!(answer instanceof PollAnswer.Subscribed made)) {
            throw new ConnectionProblemException("no subscription: " + describe(answer));
        }
        subscription = made.subscription();
        isProven = false;
        listener.onSubscribed();
    }

    private int readNothingNew() {
        answered();
        listener.onRead();
        return 0;
    }

    private void answered() {
        listener.onAnswer(isSubscribed() ? "subscribed" : "asked every " + every.toSeconds() + " s");
    }

    /** The number of messages. */
    private int read(PollResponse response) {
        PollAnswer answer = protocol.readMessages(response.body(), parameters);
        if (answer instanceof PollAnswer.Messages messages) {
            answered();
            isProven = true;
            if (listener.onMessages(messages.bodies())) {
                etag = isSubscribed() ? Optional.empty() : response.etag();
                listener.onRead();
            }
            return messages.bodies().size();
        }
        if (answer instanceof PollAnswer.NoSuccess ended && isSubscribed() && isProven) {
            subscription = "";
            listener.onSubscriptionEnded(ended.detail());
            subscribe();
            // The new subscription is asked at once.
            return 1;
        }
        throw new ConnectionProblemException(describe(answer));
    }

    private String describe(PollAnswer answer) {
        if (answer instanceof PollAnswer.Unreadable unreadable) {
            listener.onRejected(unreadable.rejection());
            return "the answer cannot be used: " + unreadable.rejection().detail();
        }
        return answer instanceof PollAnswer.NoSuccess failed ? failed.detail() : "the answer is another than expected";
    }

    private boolean isSubscribed() {
        return !subscription.isEmpty();
    }

    private void unsubscribe() {
        Optional<String> path = protocol.unsubscribePath(subscription);
        if (isSubscribed() && path.isPresent()) {
            try {
                client.get(path.get(), Optional.empty(), GOODBYE);
            } catch (ConnectionProblemException e) {
                // It ends by itself.
            }
        }
    }
}
