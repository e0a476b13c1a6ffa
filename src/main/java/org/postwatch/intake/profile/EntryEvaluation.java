package org.postwatch.intake.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.event.EventType;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.Transport;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.profile.ExpressionResult.ExpressionFailure;
import org.postwatch.intake.profile.ExpressionResult.ExpressionFailure.FailureKind;
import org.postwatch.intake.profile.ExpressionResult.ExpressionValue;
import org.postwatch.wire.EventReader;

/** One entry of a profile over one message. */
final class EntryEvaluation {
    /** Elements of {@code each} that are looked at. */
    static final int MAX_ITEMS = 1_000;

    /** A value that is needed is not there; the collector knows why. */
    private static final class NoValueException extends Exception {
        NoValueException() {
            super(null, null, false, false);
        }
    }

    private final ProfileEntry entry;
    private final IntakeMessage message;
    private final IntakeSource source;
    private final ArrivalIdentity arrivals;
    private final ResultCollector collector;
    private final EventReader reader;
    /** What the present element becomes, as far as it is known. */
    private Optional<EventType> knownType;

    EntryEvaluation(
            ProfileEntry entry,
            IntakeMessage message,
            IntakeSource source,
            ArrivalIdentity arrivals,
            EventReader reader,
            ResultCollector collector) {
        this.entry = entry;
        this.message = message;
        this.source = source;
        this.arrivals = arrivals;
        this.reader = reader;
        this.collector = collector;
        this.knownType =
                entry.type() instanceof EventTypeChoice.Fixed fixed ? Optional.of(fixed.type()) : Optional.empty();
    }

    /** Adds the events of the message to the collector. False if the message is not of this kind. */
    boolean run(Map<String, Object> variables) {
        if (!isTrue(entry.match(), variables)) {
            return false;
        }
        if (message.retained() && !entry.keepsRetained()) {
            collector.drop(DropReason.RETAINED);
            return true;
        }
        try {
            for (Map<String, Object> item : items(variables)) {
                evaluate(item);
            }
        } catch (NoValueException e) {
            // Said.
            return true;
        }
        return true;
    }

    private List<Map<String, Object>> items(Map<String, Object> variables) throws NoValueException {
        if (entry.each().isEmpty()) {
            return List.of(variables);
        }
        if (!(require("each", entry.each().get(), variables) instanceof List<?> list)) {
            throw reject(MessageRejection.malformed(field("each", entry.each().get()), "expected a list"));
        }
        if (list.size() > MAX_ITEMS) {
            throw reject(new MessageRejection(
                    MessageFault.TOO_MANY,
                    field("each", entry.each().get()),
                    "expected at most " + MAX_ITEMS + " elements"));
        }
        List<Map<String, Object>> items = new ArrayList<>(list.size());
        for (Object element : list) {
            Map<String, Object> inside = new HashMap<>(variables);
            inside.put(ExpressionVariable.ITEM.text(), element);
            items.add(inside);
        }
        return items;
    }

    private void evaluate(Map<String, Object> variables) {
        if (entry.test().isPresent() && isTrue(entry.test().get(), variables)) {
            collector.drop(DropReason.TEST);
            return;
        }
        if (entry.when().isPresent() && !isTrue(entry.when().get(), variables)) {
            collector.drop(DropReason.NOT_OF_INTEREST);
            return;
        }
        try {
            Optional<EventType> type = type(variables);
            knownType = type;
            if (type.isEmpty()) {
                collector.drop(DropReason.NOT_OF_INTEREST);
            } else if (message.retained() && !type.get().shape().isState()) {
                collector.drop(DropReason.RETAINED);
            } else {
                make(type.get(), variables);
            }
        } catch (NoValueException e) {
            // The collector has the rejection or the unmapped id.
        }
    }

    private Optional<EventType> type(Map<String, Object> variables) throws NoValueException {
        if (entry.type() instanceof EventTypeChoice.ByValue choice) {
            knownType = Optional.empty();
            return choice.find(text("by", choice.by(), variables));
        }
        return Optional.of(((EventTypeChoice.Fixed) entry.type()).type());
    }

    private void make(EventType type, Map<String, Object> variables) throws NoValueException {
        MappedTarget target = target(type, variables);
        Map<String, Object> inside = new HashMap<>(variables);
        if (!entry.map().isEmpty()) {
            inside.put(ExpressionVariable.TARGET.text(), ProfileEvaluator.parts(target));
        }
        EventDraft draft = new EventDraft(source.district(), source.feed(), type);
        if (entry.time().isPresent()) {
            draft.attribute("time", require("time", entry.time().get(), inside));
            draft.attribute("id", text("id", entry.id().orElseThrow(), inside));
        } else {
            if (message.transport() == Transport.POLL) {
                throw reject(MessageRejection.malformed(
                        "time",
                        "expected a time of the vendor's: an answer that is read again would be another event"));
            }
            arrivals.identify(draft, message, source, optionalId(inside));
        }
        if (entry.subject().isPresent()) {
            draft.attribute("subject", text("subject", entry.subject().get(), inside));
        }
        List<String> fields = EventDataFields.of(type.shape());
        for (Map.Entry<String, CompiledExpression> field : entry.data().entrySet()) {
            if (!fields.contains(field.getKey())) {
                continue;
            }
            value("data." + field.getKey(), field.getValue(), inside)
                    .ifPresent(value -> draft.data(field.getKey(), value));
        }
        fillFromTarget(draft, type, target);
        EventDraft.DraftResult result = draft.make(reader);
        if (result instanceof EventDraft.DraftResult.DraftedEvent drafted) {
            collector.add(drafted.event());
        } else if (result instanceof EventDraft.DraftResult.RejectedDraft rejected) {
            collector.reject(typed(rejected.rejection()));
        }
    }

    /** Empty if the entry or the message has none. */
    private Optional<String> optionalId(Map<String, Object> variables) throws NoValueException {
        return entry.id().isPresent()
                        && value("id", entry.id().get(), variables).isPresent()
                ? Optional.of(text("id", entry.id().get(), variables))
                : Optional.empty();
    }

    /** What the ids of the entry stand for together; the first that has a part gives it. */
    private MappedTarget target(EventType type, Map<String, Object> variables) throws NoValueException {
        MappedTarget target = MappedTarget.NONE;
        boolean complete = true;
        for (Map.Entry<String, CompiledExpression> kind : entry.map().entrySet()) {
            String id = text("map." + kind.getKey(), kind.getValue(), variables);
            Optional<MappedTarget> found = source.map().find(kind.getKey(), id);
            if (found.isEmpty()) {
                collector.addUnmapped(new UnmappedId(kind.getKey(), id), type);
                complete = false;
            }
            target = target.or(found.orElse(MappedTarget.NONE));
        }
        if (!complete) {
            throw new NoValueException();
        }
        return target;
    }

    private void fillFromTarget(EventDraft draft, EventType type, MappedTarget target) throws NoValueException {
        if (entry.map().isEmpty()) {
            return;
        }
        Optional<EventDataFields.TargetPart> subject = EventDataFields.subject(type.shape());
        if (subject.isPresent() && !draft.hasAttribute("subject")) {
            draft.attribute("subject", requirePart(subject.get(), target));
        }
        for (EventDataFields.TargetPart part : EventDataFields.fromTarget(type.shape())) {
            if (!draft.hasData(part.text())) {
                part.of(target).ifPresent(value -> draft.data(part.text(), value));
            }
        }
    }

    private String requirePart(EventDataFields.TargetPart part, MappedTarget target) throws NoValueException {
        Optional<String> value = part.of(target);
        if (value.isEmpty()) {
            throw reject(MessageRejection.malformed(
                    "map." + String.join("+", entry.map().keySet()),
                    "its entry in intake.yaml has no '" + part.text() + "'; expected one"));
        }
        return value.get();
    }

    /** A missing field and a value of another type are not true. */
    private boolean isTrue(CompiledExpression condition, Map<String, Object> variables) {
        ExpressionResult result = condition.evaluate(variables);
        if (result instanceof ExpressionFailure failure && failure.kind() == FailureKind.EXHAUSTED) {
            collector.reject(typed(rejection("body", failure)));
        }
        return result instanceof ExpressionValue value
                && value.value().filter(Boolean.TRUE::equals).isPresent();
    }

    private String text(String key, CompiledExpression expression, Map<String, Object> variables)
            throws NoValueException {
        try {
            return ExpressionFunction.text(require(key, expression, variables));
        } catch (UnfitValueException e) {
            throw reject(MessageRejection.malformed(field(key, expression), e.getMessage()));
        }
    }

    private Object require(String key, CompiledExpression expression, Map<String, Object> variables)
            throws NoValueException {
        Optional<Object> value = value(key, expression, variables);
        if (value.isEmpty()) {
            throw reject(MessageRejection.malformed(field(key, expression), "expected a value, found nothing"));
        }
        return value.get();
    }

    private Optional<Object> value(String key, CompiledExpression expression, Map<String, Object> variables)
            throws NoValueException {
        ExpressionResult result = expression.evaluate(variables);
        if (result instanceof ExpressionFailure failure) {
            throw reject(
                    rejection(failure.field().isEmpty() ? field(key, expression) : name(failure.field()), failure));
        }
        return ((ExpressionValue) result).value();
    }

    private static MessageRejection rejection(String field, ExpressionFailure failure) {
        return switch (failure.kind()) {
            case MISSING -> MessageRejection.malformed(field, "expected a value, found nothing");
            case INVALID -> MessageRejection.malformed(field, failure.detail());
            case EXHAUSTED -> new MessageRejection(MessageFault.TOO_MANY, field, failure.detail());
        };
    }

    private NoValueException reject(MessageRejection rejection) {
        collector.reject(typed(rejection));
        return new NoValueException();
    }

    private MessageRejection typed(MessageRejection rejection) {
        return knownType.map(rejection::ofType).orElse(rejection);
    }

    /** The field of the vendor that an expression reads, if it is one; else the key of the profile. */
    private String field(String key, CompiledExpression expression) {
        List<FieldPath> ofVendor = expression.paths().stream()
                .filter(path -> path.segments().size() > 1)
                .toList();
        return ofVendor.size() == 1 ? name(ofVendor.get(0).text()) : key;
    }

    /** With the list in place of {@code item}. */
    private String name(String path) {
        String item = ExpressionVariable.ITEM.text() + ".";
        Optional<FieldPath> list =
                entry.each().flatMap(each -> each.paths().stream().findFirst());
        return path.startsWith(item) && list.isPresent()
                ? list.get().text() + FieldPath.ELEMENT + "." + path.substring(item.length())
                : path;
    }
}
