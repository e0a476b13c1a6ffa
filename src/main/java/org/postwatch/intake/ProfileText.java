package org.postwatch.intake;

import java.util.Objects;

/**
 * A profile by its name and its whole text, so that every instance evaluates the profile that was applied.
 *
 * @param text the YAML of the profile
 */
public record ProfileText(String name, String text) {
    public ProfileText {
        Objects.requireNonNull(name);
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
