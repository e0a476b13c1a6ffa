package org.postwatch.roster.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a calendar: {@code NAME;PARAMETER=VALUE:VALUE}.
 *
 * @param parameters by name in upper case, without quotes
 * @param value as it is written
 */
record CalendarProperty(String name, Map<String, String> parameters, String value) {
    CalendarProperty {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }

    /** The value without escapes (RFC 5545, 3.3.11). */
    String text() {
        return unescape(value);
    }

    /** The texts of a list (RFC 5545, 3.1.1): a comma separates them unless it is escaped. */
    List<String> texts() {
        List<String> all = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) == '\\') {
                at++;
            } else if (value.charAt(at) == ',') {
                all.add(unescape(value.substring(start, at)));
                start = at + 1;
            }
        }
        all.add(unescape(value.substring(start)));
        return all;
    }

    private static String unescape(String escaped) {
        StringBuilder text = new StringBuilder(escaped.length());
        for (int at = 0; at < escaped.length(); at++) {
            char next = escaped.charAt(at);
            if (next == '\\' && at + 1 < escaped.length()) {
                at++;
                char meant = escaped.charAt(at);
                text.append(meant == 'n' || meant == 'N' ? '\n' : meant);
            } else {
                text.append(next);
            }
        }
        return text.toString().strip();
    }
}
