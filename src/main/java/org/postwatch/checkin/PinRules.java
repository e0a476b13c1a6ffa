package org.postwatch.checkin;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which PINs an officer may choose. */
public final class PinRules {
    public static final int MIN_DIGITS = 6;
    public static final int MAX_DIGITS = 12;

    private static final Pattern FORM = Pattern.compile("[0-9]{" + MIN_DIGITS + "," + MAX_DIGITS + "}");
    /** A badge of fewer digits is in many PINs by chance. */
    private static final int MIN_BADGE_DIGITS = 3;

    private static final String UP = "01234567890123456789";
    private static final String DOWN = "98765432109876543210";
    /** What people choose when a run and a repetition are refused. */
    private static final Set<String> COMMON = Set.of(
            "112233", "332211", "123321", "159753", "147258", "258456", "101010", "142536", "11223344", "147258369");

    private PinRules() {}

    /** Whether a text has the form of a PIN. */
    public static boolean hasForm(String pin) {
        return FORM.matcher(pin).matches();
    }

    /** Why an officer may not choose a PIN, in a sentence for the officer; empty if it may be chosen. */
    public static Optional<String> fault(String pin, String badge) {
        if (!hasForm(pin)) {
            return Optional.of("A PIN has " + MIN_DIGITS + " to " + MAX_DIGITS + " digits.");
        }
        if (UP.contains(pin) || DOWN.contains(pin)) {
            return Optional.of("These digits follow each other. Choose a PIN that is harder to guess.");
        }
        if (isRepetition(pin)) {
            return Optional.of("These digits repeat. Choose a PIN that is harder to guess.");
        }
        if (COMMON.contains(pin)) {
            return Optional.of("Many people choose this PIN. Choose one that is harder to guess.");
        }
        String digits = badge.replaceAll("[^0-9]", "");
        if (digits.length() >= MIN_BADGE_DIGITS && pin.contains(digits)
                || !digits.isEmpty() && pin.replaceFirst("^0+", "").equals(digits.replaceFirst("^0+", ""))) {
            return Optional.of("This PIN contains your badge. Choose one that is harder to guess.");
        }
        return Optional.empty();
    }

    /** A block of at most half of the digits, again and again. */
    private static boolean isRepetition(String pin) {
        for (int length = 1; length <= pin.length() / 2; length++) {
            String block = pin.substring(0, length);
            if (block.repeat(pin.length() / length + 1).startsWith(pin) && length <= 3) {
                return true;
            }
            if (pin.length() % length == 0
                    && block.repeat(pin.length() / length).equals(pin)) {
                return true;
            }
        }
        return false;
    }
}
