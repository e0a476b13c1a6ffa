package org.postwatch.coverage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Why: a code and its arguments, which are names or instants (ISO-8601, UTC), never elapsed times.
 *
 * @param code the wire name of a {@link ReasonCode}; a record of another version may have one that is not known here
 */
public record Reason(String code, List<String> args) {
    public Reason {
        args = List.copyOf(args);
    }

    /** @param args names, numbers or instants */
    public static Reason of(ReasonCode code, Object... args) {
        return new Reason(code.wireName(), Arrays.stream(args).map(Reason::text).toList());
    }

    private static String text(Object arg) {
        return arg instanceof Instant t ? t.toString() : String.valueOf(arg);
    }

    @Override
    public String toString() {
        return args.isEmpty() ? code : code + "(" + String.join(", ", args) + ")";
    }
}
