package org.postwatch.intake;

import java.util.Map;
import java.util.Objects;

/** Whether a message is from who it should be from. */
public sealed interface VerificationResult {
    /** It may be evaluated. */
    record Verified() implements VerificationResult {}

    /** The first message of a vendor that wants its own header back. It is answered and not evaluated. */
    record HandshakeReply(int status, Map<String, String> headers) implements VerificationResult {
        public HandshakeReply {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * It must not be evaluated. Nothing says which part of a credential was wrong.
     *
     * @param detail for the log and the source's statistics; holds no value of the message
     */
    record Refused(RefusalReason reason, String detail) implements VerificationResult {
        /** The sender learns no more than the reason. */
        public enum RefusalReason {
            /** No credential, or a wrong one. */
            UNVERIFIED("unverified"),
            /** A good signature whose time is too far from the arrival. */
            EXPIRED("expired");

            private final String wireName;

            RefusalReason(String wireName) {
                this.wireName = wireName;
            }

            /** As in metrics and statistics. */
            public String wireName() {
                return wireName;
            }
        }

        public Refused {
            Objects.requireNonNull(reason);
            Objects.requireNonNull(detail);
        }
    }
}
