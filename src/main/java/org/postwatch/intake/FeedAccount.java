package org.postwatch.intake;

import java.util.Objects;

/**
 * A feed of a district, as a sender that intake knows.
 *
 * @param district the id of the district
 * @param source the CloudEvents {@code source} of the feed
 */
public record FeedAccount(String district, String source) implements Comparable<FeedAccount> {
    public FeedAccount {
        Objects.requireNonNull(district);
        Objects.requireNonNull(source);
    }

    @Override
    public int compareTo(FeedAccount other) {
        int byDistrict = district.compareTo(other.district);
        return byDistrict != 0 ? byDistrict : source.compareTo(other.source);
    }
}
