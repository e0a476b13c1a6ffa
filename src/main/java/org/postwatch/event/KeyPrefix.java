package org.postwatch.event;

/**
 * What the keys of one owner start with in a table: all keys of a district, all days of a campus, all notices to a recipient.
 *
 * @param text ends with {@code /}, or is empty: every key starts with that
 */
public record KeyPrefix(String text) {
    /** What every key starts with. */
    public static final KeyPrefix ALL = new KeyPrefix("");

    private static final char SEPARATOR = '/';

    /** Follows {@link #SEPARATOR} in the order of characters. */
    private static final char AFTER_SEPARATOR = '0';

    /** What the keys below another key start with. */
    public static KeyPrefix below(String key) {
        return new KeyPrefix(key + SEPARATOR);
    }

    /** The least text that is greater than all texts with this prefix. */
    public String end() {
        return text.isEmpty()
                ? String.valueOf(Character.MAX_VALUE)
                : text.substring(0, text.length() - 1) + AFTER_SEPARATOR;
    }
}
