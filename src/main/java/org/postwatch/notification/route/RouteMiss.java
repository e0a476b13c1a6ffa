package org.postwatch.notification.route;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Why a route does not handle an alert. Explanations have their text from here only. */
public sealed interface RouteMiss {
    /** A phrase that can be understood without the outcome. */
    String text();

    /** @param value the alert's; empty if it has no such label */
    record LabelMismatch(String label, Optional<String> value, Set<String> expected) implements RouteMiss {
        public LabelMismatch {
            expected = Set.copyOf(expected);
        }

        @Override
        public String text() {
            return label + " is " + value.map(known -> "'" + known + "'").orElse("absent") + ", not "
                    + String.join(" or ", new TreeSet<>(expected));
        }
    }

    /** The alert is a forecast, and no node on the path matches on the status. */
    record ForecastNotRequested() implements RouteMiss {
        @Override
        public String text() {
            return "it is a forecast, and no node on this path matches on status";
        }
    }

    record ParentNotMatched() implements RouteMiss {
        @Override
        public String text() {
            return "its parent does not match";
        }
    }

    /** @param route path of a node before it that handles the alert and does not continue */
    record AlreadyHandled(String route) implements RouteMiss {
        @Override
        public String text() {
            return route + " matched";
        }
    }
}
