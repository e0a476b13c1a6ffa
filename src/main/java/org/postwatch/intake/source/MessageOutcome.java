package org.postwatch.intake.source;

import java.util.function.Function;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.VerificationResult.HandshakeReply;
import org.postwatch.intake.VerificationResult.Refused.RefusalReason;

/** The result of a message, for the transport that brought it. */
public sealed interface MessageOutcome {
    /** Applies the function for this kind of outcome. A new kind needs a function from every caller. */
    <R> R match(
            Function<Taken, R> taken,
            Function<Reply, R> reply,
            Function<NotVerified, R> notVerified,
            Function<Unavailable, R> unavailable);

    /** Every in-sync replica has its events, if there are any; the sender must not send it again. */
    record Taken(IntakeResult result) implements MessageOutcome {
        @Override
        public <R> R match(
                Function<Taken, R> taken,
                Function<Reply, R> reply,
                Function<NotVerified, R> notVerified,
                Function<Unavailable, R> unavailable) {
            return taken.apply(this);
        }
    }

    /** It was a handshake. */
    record Reply(HandshakeReply reply) implements MessageOutcome {
        @Override
        public <R> R match(
                Function<Taken, R> taken,
                Function<Reply, R> reply,
                Function<NotVerified, R> notVerified,
                Function<Unavailable, R> unavailable) {
            return reply.apply(this);
        }
    }

    /** It was not evaluated. */
    record NotVerified(RefusalReason reason) implements MessageOutcome {
        @Override
        public <R> R match(
                Function<Taken, R> taken,
                Function<Reply, R> reply,
                Function<NotVerified, R> notVerified,
                Function<Unavailable, R> unavailable) {
            return notVerified.apply(this);
        }
    }

    /**
     * It is not taken now, and must come again.
     *
     * @param detail for the sender and the log
     */
    record Unavailable(String detail) implements MessageOutcome {
        @Override
        public <R> R match(
                Function<Taken, R> taken,
                Function<Reply, R> reply,
                Function<NotVerified, R> notVerified,
                Function<Unavailable, R> unavailable) {
            return unavailable.apply(this);
        }
    }
}
