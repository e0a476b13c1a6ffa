package org.postwatch.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The valid name that somebody probably meant. */
public final class NameSuggestion {
    /** So many names are listed when none of them is near; more would be noise. */
    private static final int MAX_LISTED = 12;

    private NameSuggestion() {}

    /** {@code unknown campus 'x'; did you mean 'y'?}, or the names there are, or only that it is unknown. */
    public static String unknownNameMessage(String noun, String found, Collection<String> valid) {
        return "unknown " + noun + " '" + found + "'" + hint(found, valid);
    }

    /** What to say after naming what was found: the nearest name, or all of them if they are few. */
    public static String hint(String found, Collection<String> valid) {
        Optional<String> near = nearest(found, valid);
        if (near.isPresent()) {
            return "; did you mean '" + near.get() + "'?";
        }
        if (valid.isEmpty()) {
            return "; there is none";
        }
        return valid.size() > MAX_LISTED
                ? ""
                : "; expected "
                        + (valid.size() == 1 ? "" : "one of: ")
                        + valid.stream().sorted().collect(Collectors.joining(", "));
    }

    /** The nearest by edits, if near enough to be a slip of the keyboard (a third of the letters), or the one it ends. */
    public static Optional<String> nearest(String found, Collection<String> valid) {
        int limit = Math.max(1, Math.min(found.length(), 40) / 3);
        List<String> longer =
                valid.stream().filter(name -> name.endsWith("-" + found)).toList();
        if (longer.size() == 1) {
            return Optional.of(longer.get(0));
        }
        String best = null;
        int least = limit + 1;
        for (String name : valid) {
            if (Math.abs(name.length() - found.length()) <= limit && !name.equals(found)) {
                int edits = editDistance(found.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (edits < least || edits == least && best != null && name.compareTo(best) < 0) {
                    least = edits;
                    best = name;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Insertions, deletions, replacements, and two neighbours swapped, each as one. */
    static int editDistance(String a, String b) {
        int[] before = null;
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (before != null
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
