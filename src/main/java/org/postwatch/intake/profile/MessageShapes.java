package org.postwatch.intake.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.VendorMap;

/**
 * What the messages of a source look like: their fields with kinds and lengths of values, and the ids that the profile maps. It
 * keeps no other value. Safe for threads.
 */
public final class MessageShapes {
    /** Different fields that are kept; further ones are counted only. */
    static final int MAX_FIELDS = 1_000;
    /** Different ids that are kept; further ones are counted only. */
    static final int MAX_IDS = 1_000;

    private static final int MAX_REJECTIONS = 20;
    private static final int MAX_DEPTH = 16;
    /** Other keys may be names or ids. */
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_:-]{0,39}");

    private static final int MAX_FIELDS_OF_OBJECT = 100;
    private static final String ANY_KEY = ".{key}";

    /** A place in messages that has values of one kind. */
    private record FieldKind(String topic, String path, String kind) implements Comparable<FieldKind> {
        @Override
        public int compareTo(FieldKind other) {
            int byTopic = topic.compareTo(other.topic);
            int byPath = byTopic != 0 ? byTopic : path.compareTo(other.path);
            return byPath != 0 ? byPath : kind.compareTo(other.kind);
        }
    }

    /** How long the values were, and how many. */
    private record LengthRange(int min, int max, long count) {
        LengthRange plus(LengthRange other) {
            return new LengthRange(Math.min(min, other.min), Math.max(max, other.max), count + other.count);
        }

        @Override
        public String toString() {
            return max == 0 ? "" : min == max ? " of " + min : " of " + min + " to " + max;
        }
    }

    private final BiFunction<IntakeMessage, IntakeSource, IntakeResult> evaluator;
    private final IntakeSource source;
    private final SortedMap<String, Long> messages = new TreeMap<>();
    private final SortedMap<FieldKind, LengthRange> fields = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Long>> ids = new TreeMap<>();
    private final SortedMap<String, Long> rejections = new TreeMap<>();
    private final SortedMap<DropReason, Long> drops = new TreeMap<>();
    private int idCount;
    private long omitted;

    /**
     * @param source its map does not matter: every id is shown
     * @param evaluator what a message of a source becomes
     */
    public MessageShapes(IntakeSource source, BiFunction<IntakeMessage, IntakeSource, IntakeResult> evaluator) {
        this.evaluator = evaluator;
        this.source = new IntakeSource(
                source.district(),
                source.name(),
                source.feed(),
                source.transport(),
                source.profile(),
                VendorMap.EMPTY,
                source.parameters(),
                source.secretNames());
    }

    /** @param topic the MQTT topic filter that it matched; empty for another transport */
    public synchronized void add(String topic, IntakeMessage message) {
        messages.merge(topic, 1L, Long::sum);
        MessageBody.DecodedBody decoded = message.body().length > IntakeMessage.MAX_BYTES || message.body().length == 0
                ? new MessageBody.DecodedBody(Map.of(), Optional.empty())
                : new MessageBody(message.body()).decode(BodyForm.JSON);
        if (message.body().length == 0) {
            addField(topic, "body", "nothing", 0);
        } else if (decoded.rejection().isPresent() || message.body().length > IntakeMessage.MAX_BYTES) {
            addField(topic, "body", "other bytes than JSON", message.body().length);
        } else {
            addValue(topic, "body", decoded.value(), 0);
        }
        message.headers().keySet().forEach(name -> addField(topic, "headers." + name, "text", 0));
        addResult(evaluator.apply(message, source));
    }

    private void addResult(IntakeResult result) {
        result.unmapped().keySet().forEach(this::addId);
        result.drops().forEach(reason -> drops.merge(reason, 1L, Long::sum));
        result.rejections().forEach(rejection -> {
            String text = rejection.toString();
            if (rejections.containsKey(text) || rejections.size() < MAX_REJECTIONS) {
                rejections.merge(text, 1L, Long::sum);
            }
        });
    }

    private void addId(UnmappedId id) {
        SortedMap<String, Long> ofKind = ids.computeIfAbsent(id.kind(), kind -> new TreeMap<>());
        if (ofKind.containsKey(id.id()) || idCount < MAX_IDS) {
            idCount += ofKind.containsKey(id.id()) ? 0 : 1;
            ofKind.merge(id.id(), 1L, Long::sum);
        } else {
            omitted++;
        }
    }

    private void addValue(String topic, String path, Object value, int depth) {
        if (value instanceof Map<?, ?> object && depth < MAX_DEPTH) {
            boolean isMap = hasKeysOfItsOwn(object);
            object.forEach((key, field) -> addValue(topic, path + (isMap ? ANY_KEY : "." + key), field, depth + 1));
        } else if (value instanceof List<?> list && depth < MAX_DEPTH) {
            addField(topic, path, "list", list.size());
            list.forEach(element -> addValue(topic, path + FieldPath.ELEMENT, element, depth + 1));
        } else if (value instanceof String text) {
            boolean isTime = text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].{1,20}");
            addField(topic, path, isTime ? "text like a date-time" : "text", text.codePointCount(0, text.length()));
        } else if (value instanceof Long number) {
            // Seconds and milliseconds since 1970 differ in their digits.
            addField(
                    topic,
                    path,
                    "whole number, digits",
                    String.valueOf(Math.abs(number)).length());
        } else if (value instanceof Double) {
            addField(topic, path, "number", 0);
        } else if (value instanceof Boolean) {
            addField(topic, path, "true or false", 0);
        } else {
            addField(topic, path, "value", 0);
        }
    }

    /** Whether the keys may be values: ids or names with what belongs to each. */
    private static boolean hasKeysOfItsOwn(Map<?, ?> object) {
        return object.size() > MAX_FIELDS_OF_OBJECT
                || object.size() > 1 && object.values().stream().allMatch(Map.class::isInstance)
                || object.keySet().stream()
                        .anyMatch(
                                key -> !FIELD_NAME.matcher(String.valueOf(key)).matches());
    }

    private void addField(String topic, String path, String kind, int length) {
        FieldKind field = new FieldKind(topic, path, kind);
        if (fields.containsKey(field) || fields.size() < MAX_FIELDS) {
            fields.merge(field, new LengthRange(length, length, 1), LengthRange::plus);
        } else {
            omitted++;
        }
    }

    /** How many messages there were. */
    public synchronized long count() {
        return messages.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The ids that the profile looks up, by their kind, each with the number of messages. */
    public synchronized SortedMap<String, SortedMap<String, Long>> ids() {
        SortedMap<String, SortedMap<String, Long>> copy = new TreeMap<>();
        ids.forEach((kind, ofKind) -> copy.put(kind, new TreeMap<>(ofKind)));
        return copy;
    }

    /** Lines for people: the fields by topic, and what the profile would do. The ids are not among them. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        messages.forEach((topic, count) -> {
            lines.add((topic.isEmpty() ? "messages" : topic) + ": " + count);
            fields.forEach((field, lengths) -> {
                if (field.topic().equals(topic)) {
                    lines.add("  " + field.path() + ": " + field.kind() + lengths + ", " + lengths.count() + " times");
                }
            });
        });
        drops.forEach((reason, count) -> lines.add("dropped as " + reason.wireName() + ": " + count));
        rejections.forEach((why, count) -> lines.add("rejected, " + why + ": " + count));
        if (omitted > 0) {
            lines.add("not shown, because there are too many different ones: " + omitted);
        }
        return lines;
    }
}
