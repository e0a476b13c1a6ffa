package org.postwatch.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Couriers;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.sight.Fate;

/** Opens the same ways, and tells of every attempt that will be made again. */
record CountedOpener(Couriers.Opener opener, Consumer<Fate> fates) implements Couriers.Opener {
    @Override
    public Channel open(Routing routing, Recipient recipient) {
        try {
            return new Counted(opener.open(routing, recipient), fates);
        } catch (RuntimeException e) {
            // It is opened again with the next attempt.
            fates.accept(Fate.RETRIED);
            throw e;
        }
    }

    private record Counted(Channel channel, Consumer<Fate> fates) implements Channel {
        @Override
        public Answer send(Notice notice) throws InterruptedException {
            Answer answer = channel.send(notice);
            if (answer instanceof Answer.Later) {
                fates.accept(Fate.RETRIED);
            }
            return answer;
        }

        @Override
        public Optional<Duration> refresh(Notice notice, Duration known) {
            return channel.refresh(notice, known);
        }

        @Override
        public boolean isKept() {
            return channel.isKept();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
