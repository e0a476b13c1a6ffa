package org.postwatch.wire;

import java.util.Optional;
import org.postwatch.text.WireName;

/** Why a record lies on {@code postwatch.dead-letters}, and what can be done about it. */
public enum RejectionReason implements WireName {
    FUTURE(true, "the sender's clock or the broker's was wrong: set the clock right, then send it again"),
    LATE(
            true,
            "it arrived too late, or the broker's clock was ahead: once that is right, send it again within"
                    + " two days of its time"),
    SEALED(
            true,
            "its date was final: it counts again only if a wrong clock sealed nothing; within two days of"
                    + " its time you can send it again"),
    UNKNOWN_DISTRICT(true, "apply the district's documents, then send it again"),
    UNKNOWN_CAMPUS(true, "apply documents that have the campus, or correct the sender; then send it again"),
    UNKNOWN_OFFICER(true, "add the badge to the roster and apply it, then send it again"),
    UNKNOWN_DEVICE(true, "add the device to its campus and apply it, then send it again"),
    UNKNOWN_ENTRANCE(true, "add the entrance to its campus and apply it, then send it again"),
    UNKNOWN_FEED(true, "add the feed to the district's documents and apply them, then send it again"),
    SOURCE_NOT_AUTHORISED(
            true,
            "if the feed may send this, add that to its entry in the documents and apply them, then send it again"),
    UNPROCESSABLE(
            true,
            "processing failed twice: the log of the instance has the errors; report them, and"
                    + " send it again after the update"),
    UNSIGNED(
            false,
            "it has no valid signature: look for a sender without the key of the feed, for a feed without a key,"
                    + " or for somebody who pretends to be the feed"),
    CONFLICTING(
            false,
            "another event with this source and id arrived earlier and counts: the sender must give"
                    + " each event its own id"),
    MALFORMED(false, "correct the sender: the detail says which field, and what was expected"),
    TOO_LARGE(false, "correct the sender: an event has 64 KB at most"),
    UNKNOWN_TYPE(false, "correct the sender: config/asyncapi.yaml lists the types"),
    WRONG_KEY(false, "correct the sender: the record's key must be the event's partitionkey"),
    WRONG_TOPIC(false, "correct the sender: each type of event has its topic"),
    MISPLACED(
            false,
            "report it: an instance forwarded it to a wrong partition, or a plan was not written by" + " 'plan apply'"),
    TOO_MANY(false, "a limit of the district's open days is reached: look for a sender that repeats itself"),
    UNKNOWN_INCIDENT(false, "the incident was over, or never there"),
    UNKNOWN_NOTICE(false, "there is no such notice any more"),
    UNKNOWN_SILENCE(false, "there is no such silence any more"),
    NOT_CONDUCT(false, "only conduct can be classed as an emergency"),
    NOT_RESOLVABLE(false, "it ends when the facts end it, not by command");

    private final boolean resendable;
    private final String remedy;

    RejectionReason(boolean resendable, String remedy) {
        this.resendable = resendable;
        this.remedy = remedy;
    }

    /** The reason of a dead letter; empty for one that this release does not know. */
    public static Optional<RejectionReason> ofWireName(String wireName) {
        return WireName.find(RejectionReason.class, wireName);
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
