package org.postwatch.event;

/**
 * The key of something that has a name within a district: a feed, an officer, a shift, a silence. All keys of a
 * district start with {@link #prefix}, so that one scan of a table finds them, in the order of their names.
 *
 * @param district an id without {@code /}
 * @param name may contain {@code /}
 */
public record DistrictKey(String district, String name) {
    private static final char SEPARATOR = '/';

    /** Reads what {@link #text} writes. The name is empty if the text has no {@code /}. */
    public static DistrictKey parse(String text) {
        String district = districtOf(text);
        return new DistrictKey(district, text.substring(Math.min(text.length(), district.length() + 1)));
    }

    /** The district of any key: what stands before the first {@code /}, or all of it. */
    public static String districtOf(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether a key of the topic of plans is that of a district itself. */
    public static boolean isDistrict(String text) {
        return text.indexOf(SEPARATOR) < 0;
    }

    /** What all keys of a district start with, as {@code socorro-nm/}. */
    public static KeyPrefix prefix(String district) {
        return KeyPrefix.below(district);
    }

    /** As {@code socorro-nm/cameras}. */
    public String text() {
        return district + SEPARATOR + name;
    }
}
