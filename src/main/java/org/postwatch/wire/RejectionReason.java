package org.postwatch.wire;

import java.util.Arrays;
import java.util.Optional;

/** Why a record lies on {@code postwatch.dead-letters}, and what can be done about it. */
public enum RejectionReason {
    FUTURE("future", true, "the sender's clock or the broker's was wrong: set the clock right, then send it again"),
    LATE(
            "late",
            true,
            "it arrived too late, or the broker's clock was ahead: once that is right, send it again within"
                    + " two days of its time"),
    SEALED(
            "sealed",
            true,
            "its date was final: it counts again only if a wrong clock sealed nothing; within two days of"
                    + " its time you can send it again"),
    UNKNOWN_DISTRICT("unknown-district", true, "apply the district's documents, then send it again"),
    UNKNOWN_CAMPUS(
            "unknown-campus", true, "apply documents that have the campus, or correct the sender; then send it again"),
    UNKNOWN_OFFICER("unknown-officer", true, "add the badge to the roster and apply it, then send it again"),
    UNKNOWN_DEVICE("unknown-device", true, "add the device to its campus and apply it, then send it again"),
    UNKNOWN_ENTRANCE("unknown-entrance", true, "add the entrance to its campus and apply it, then send it again"),
    UNKNOWN_FEED("unknown-feed", true, "add the feed to the district's documents and apply them, then send it again"),
    SOURCE_NOT_AUTHORISED(
            "source-not-authorised",
            true,
            "if the feed may send this, add that to its entry in the documents and apply them, then send it again"),
    UNPROCESSABLE(
            "unprocessable",
            true,
            "processing failed twice: the log of the instance has the errors; report them, and"
                    + " send it again after the update"),
    UNSIGNED(
            "unsigned",
            false,
            "it has no valid signature: look for a sender without the key of the feed, for a feed without a key,"
                    + " or for somebody who pretends to be the feed"),
    CONFLICTING(
            "conflicting",
            false,
            "another event with this source and id arrived earlier and counts: the sender must give"
                    + " each event its own id"),
    MALFORMED("malformed", false, "correct the sender: the detail says which field, and what was expected"),
    TOO_LARGE("too-large", false, "correct the sender: an event has 64 KB at most"),
    UNKNOWN_TYPE("unknown-type", false, "correct the sender: config/asyncapi.yaml lists the types"),
    WRONG_KEY("wrong-key", false, "correct the sender: the record's key must be the event's partitionkey"),
    WRONG_TOPIC("wrong-topic", false, "correct the sender: each type of event has its topic"),
    MISPLACED(
            "misplaced",
            false,
            "report it: an instance forwarded it to a wrong partition, or a plan was not written by" + " 'plan apply'"),
    TOO_MANY(
            "too-many", false, "a limit of the district's open days is reached: look for a sender that repeats itself"),
    UNKNOWN_INCIDENT("unknown-incident", false, "the incident was over, or never there"),
    UNKNOWN_NOTICE("unknown-notice", false, "there is no such notice any more"),
    UNKNOWN_SILENCE("unknown-silence", false, "there is no such silence any more"),
    NOT_CONDUCT("not-conduct", false, "only conduct can be classed as an emergency"),
    NOT_RESOLVABLE("not-resolvable", false, "it ends when the facts end it, not by command");

    private final String wireName;
    private final boolean resendable;
    private final String remedy;

    RejectionReason(String wireName, boolean resendable, String remedy) {
        this.wireName = wireName;
        this.resendable = resendable;
        this.remedy = remedy;
    }

    /** The reason of a dead letter; empty for one that this release does not know. */
    public static Optional<RejectionReason> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(reason -> reason.wireName.equals(wireName))
                .findFirst();
    }

    /** As in header, metric label and log. */
    public String wireName() {
        return wireName;
    }

    /** Whether the same bytes may be accepted another time: a clock or a plan was wrong, not the event. */
    public boolean isResendable() {
        return resendable;
    }

    /** What to do about it, as a sentence without its full stop. */
    public String remedy() {
        return remedy;
    }
}
