package org.postwatch.board;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Several names in little room: {@code elementary-03,08..23}. */
final class NameAbbreviator {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

    private NameAbbreviator() {}

    /**
     * The names in at most so many characters; when that cannot be, how many there are of what.
     *
     * @param names at least one, in their order
     */
    static String abbreviate(List<String> names, String plural, int length) {
        String all = String.join(",", ranges(names));
        String count = " (" + names.size() + ")";
        if (names.size() == 1 || all.length() <= length) {
            boolean counted = names.size() > 2 && all.length() + count.length() <= length;
            return counted ? all + count : all;
        }
        return names.size() + " " + plural;
    }

    private static List<String> ranges(List<String> names) {
        List<String> runs = new ArrayList<>();
        String prefix = null;
        int i = 0;
        while (i < names.size()) {
            Matcher first = NUMBERED.matcher(names.get(i));
            if (!first.matches()) {
                runs.add(names.get(i++));
                prefix = null;
                continue;
            }
            int last = i;
            while (last + 1 < names.size() && isSuccessor(first, last + 1 - i, names.get(last + 1))) {
                last++;
            }
            String start = first.group(1).equals(prefix) ? first.group(2) : names.get(i);
            prefix = first.group(1);
            String end = names.get(last).substring(prefix.length());
            runs.add(last == i ? start : start + (last == i + 1 ? "," : "..") + end);
            i = last + 1;
        }
        return runs;
    }

    private static boolean isSuccessor(Matcher first, int by, String name) {
        Matcher other = NUMBERED.matcher(name);
        return other.matches()
                && other.group(1).equals(first.group(1))
                && other.group(2).length() == first.group(2).length()
                && Integer.parseInt(other.group(2)) == Integer.parseInt(first.group(2)) + by;
    }
}
