package org.postwatch.intake;

/** Why no event is made of a message that is valid. */
public enum DropReason {
    /** The vendor's test mode. */
    TEST("test"),
    /** The profile has nothing that matches it. */
    NOT_OF_INTEREST("not-of-interest"),
    /** The MQTT broker had kept it from before, and it is not a state that still holds. */
    RETAINED("retained");

    private final String wireName;

    DropReason(String wireName) {
        this.wireName = wireName;
    }

    /** As in metrics and statistics. */
    public String wireName() {
        return wireName;
    }
}
