package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Synthetic districts of uneven size: the largest one has about one campus in a hundred, the smallest have one.
 *
 * @param sizes campuses of each district
 * @param first by district, the number of its first campus
 */
record DistrictSizes(int campuses, int[] sizes, int[] firstCampuses) {
    static final int MAX_DISTRICTS = 1_500;
    /** Sizes fall as 1 / (rank + 24): of 1,500 districts the first then has one campus in a hundred. */
    private static final int RANK_OFFSET = 24;

    static DistrictSizes of(int campuses) {
        int districts = Math.min(MAX_DISTRICTS, Math.max(1, campuses / 2));
        double total = 0;
        for (int rank = 0; rank < districts; rank++) {
            total += 1.0 / (rank + RANK_OFFSET);
        }
        int[] sizes = new int[districts];
        Arrays.fill(sizes, 1);
        int left = campuses - districts;
        for (int rank = 0; rank < districts; rank++) {
            int more = (int) Math.min(left, Math.max(0, Math.round(campuses / total / (rank + RANK_OFFSET)) - 1));
            sizes[rank] += more;
            left -= more;
        }
        for (int rank = 0; left > 0; rank = (rank + 1) % districts) {
            sizes[rank]++;
            left--;
        }
        int[] first = new int[districts];
        for (int rank = 1; rank < districts; rank++) {
            first[rank] = first[rank - 1] + sizes[rank - 1];
        }
        return new DistrictSizes(campuses, sizes, first);
    }

    /** A single district. */
    static DistrictSizes ofOneDistrict(int campuses) {
        return new DistrictSizes(campuses, new int[] {campuses}, new int[] {0});
    }

    int districts() {
        return sizes.length;
    }

    /** The number of a campus's district. */
    int districtOf(int campus) {
        int at = Arrays.binarySearch(firstCampuses, campus);
        return at < 0 ? -at - 2 : at;
    }

    static String districtId(int number) {
        return "district-" + padded(number, 4);
    }

    static String campusId(int number) {
        return "campus-" + padded(number, 6);
    }

    static String badge(int campus) {
        return "P-" + padded(campus, 6);
    }

    /** Names are built millions of times: String.format would dominate the cost of the benchmark. */
    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** The campuses of a district, by number. */
    List<Integer> campusesOf(int district) {
        List<Integer> numbers = new ArrayList<>(sizes[district]);
        for (int i = 0; i < sizes[district]; i++) {
            numbers.add(firstCampuses[district] + i);
        }
        return numbers;
    }
}
