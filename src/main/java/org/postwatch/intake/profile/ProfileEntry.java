package org.postwatch.intake.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of message that a profile understands, and the events that it becomes.
 *
 * @param name for people
 * @param match whether a message is of this kind
 * @param test whether it was sent by the vendor's test mode
 * @param each the list whose elements become events, one each; the message itself without it
 * @param when whether an element becomes an event
 * @param map kinds of ids that the district maps, with the ids, in the order of the profile
 * @param time the instant of the event; empty means that of the arrival
 * @param id may be empty, or give nothing, if the time is the arrival's: then each delivery is an event of its own
 * @param data fields of the event's data that do not come from the map
 * @param keepsRetained whether a retained MQTT message is a state that still holds
 */
record ProfileEntry(
        String name,
        BodyForm body,
        CompiledExpression match,
        Optional<CompiledExpression> test,
        Optional<CompiledExpression> each,
        Optional<CompiledExpression> when,
        EventTypeChoice type,
        Map<String, CompiledExpression> map,
        Optional<CompiledExpression> time,
        Optional<CompiledExpression> id,
        Optional<CompiledExpression> subject,
        Map<String, CompiledExpression> data,
        boolean keepsRetained) {
    private static final Set<String> OF_VENDOR =
            Set.of(ExpressionVariable.BODY.text(), ExpressionVariable.HEADERS.text(), ExpressionVariable.QUERY.text());

    ProfileEntry {
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Whether a message can be of this kind, as far as the parameters of a source decide it alone. */
    boolean mayMatch(Map<String, String> parameters) {
        String with = ExpressionVariable.WITH.text();
        boolean isDecided = match.paths().stream().allMatch(path -> path.root().equals(with));
        return !isDecided
                || match.evaluate(Map.of(with, parameters)) instanceof ExpressionResult.ExpressionValue result
                        && result.value().filter(Boolean.TRUE::equals).isPresent();
    }

    /** Every expression by the key that it stands under, as {@code data.duty}. */
    Map<String, CompiledExpression> expressions() {
        Map<String, CompiledExpression> all = new LinkedHashMap<>();
        all.put("match", match);
        test.ifPresent(expression -> all.put("test", expression));
        each.ifPresent(expression -> all.put("each", expression));
        when.ifPresent(expression -> all.put("when", expression));
        if (type instanceof EventTypeChoice.ByValue choice) {
            all.put("by", choice.by());
        }
        map.forEach((kind, expression) -> all.put("map." + kind, expression));
        time.ifPresent(expression -> all.put("time", expression));
        id.ifPresent(expression -> all.put("id", expression));
        subject.ifPresent(expression -> all.put("subject", expression));
        data.forEach((field, expression) -> all.put("data." + field, expression));
        return all;
    }

    /** The fields of the vendor that it reads, as {@code body.params.events[].ts}. */
    List<String> vendorFields() {
        Optional<FieldPath> element =
                each.flatMap(list -> list.paths().stream().findFirst()).map(list -> list.plus(FieldPath.ELEMENT));
        List<String> fields = new ArrayList<>();
        for (CompiledExpression expression : expressions().values()) {
            for (FieldPath path : expression.paths()) {
                boolean isItem = path.root().equals(ExpressionVariable.ITEM.text());
                FieldPath full = isItem && element.isPresent() ? path.under(element.get()) : path;
                if (isFieldOfVendor(full)) {
                    fields.add(full.text());
                }
            }
        }
        return fields.stream().distinct().toList();
    }

    /** An element of a list has no name of its own, and neither has a body as a whole. */
    private static boolean isFieldOfVendor(FieldPath path) {
        List<String> segments = path.segments();
        if (path.root().equals(ExpressionVariable.TOPIC.text())) {
            return true;
        }
        return segments.size() > 1
                && !segments.get(segments.size() - 1).equals(FieldPath.ELEMENT)
                && OF_VENDOR.contains(path.root());
    }
}
