package org.postwatch.intake;

import java.util.Objects;

/**
 * A profile by its name and its whole text, so that every instance evaluates the profile that was applied.
 *
 * @param text the YAML of the profile; empty for the constants here
 */
public record ProfileText(String name, String text) {
    /** The profile of messages over MQTT that are CloudEvents already. Nothing is evaluated: it has no text. */
    public static final ProfileText CLOUD_EVENTS = new ProfileText("cloudevents", "");

    /** In place of a profile, what a roster is written in. */
    public static final ProfileText CALENDAR = new ProfileText("ical", "");

    /** The same, for tables. */
    public static final ProfileText TABLE = new ProfileText("csv", "");

    public ProfileText {
        Objects.requireNonNull(name);
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
