package org.postwatch.intake.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.wire.EventReader;

/**
 * Makes events of messages as a profile says. A function of message and source alone, so that every instance makes the same
 * events; entries with {@code time: arrival} excepted, which take the arrival as time, and a fresh id for each delivery if the
 * message has none. Never throws, whatever the message; safe to share.
 */
public final class ProfileEvaluator {
    /** Headers that hold credentials, whether the profile knows them or not. */
    private static final List<String> ALWAYS_HIDDEN = List.of("authorization", "proxy-authorization", "cookie");

    private final Profile profile;
    private final ArrivalIdentity arrivals;
    private final EventReader reader = new EventReader();

    public ProfileEvaluator(Profile profile) {
        this(profile, () -> UUID.randomUUID().toString());
    }

    /** @param freshIds ids that were never given before */
    public ProfileEvaluator(Profile profile, Supplier<String> freshIds) {
        this.profile = profile;
        this.arrivals = new ArrivalIdentity(freshIds);
    }

    public Profile profile() {
        return profile;
    }

    /** What a message becomes. It must have been verified. */
    public IntakeResult evaluate(IntakeMessage message, IntakeSource source) {
        if (message.body().length > IntakeMessage.MAX_BYTES) {
            return IntakeResult.rejected(new MessageRejection(
                    MessageFault.TOO_LARGE, "body", "expected at most " + IntakeMessage.MAX_BYTES + " bytes"));
        }
        MessageBody body = new MessageBody(message.body());
        Map<String, Object> variables = variables(message, source, body);
        ResultCollector collector = new ResultCollector();
        Optional<MessageRejection> undecodable = Optional.empty();
        boolean matched = false;
        for (ProfileEntry entry : profile.entries()) {
            MessageBody.DecodedBody decoded = body.decode(entry.body());
            if (decoded.rejection().isPresent()) {
                // Another entry may want the body in another form.
                undecodable = undecodable.or(decoded::rejection);
                continue;
            }
            variables.put(ExpressionVariable.BODY.text(), decoded.value());
            EntryEvaluation evaluation = new EntryEvaluation(entry, message, source, arrivals, reader, collector);
            matched |= evaluation.run(variables);
        }
        if (!matched && undecodable.isPresent()) {
            return IntakeResult.rejected(undecodable.get());
        }
        return collector.result();
    }

    private Map<String, Object> variables(IntakeMessage message, IntakeSource source, MessageBody body) {
        Map<String, String> headers = new TreeMap<>(message.headers());
        headers.keySet().removeAll(ALWAYS_HIDDEN);
        headers.keySet().removeAll(profile.verifier().credentialHeaders());
        Map<String, String> query = new TreeMap<>(message.query());
        query.keySet().removeAll(profile.verifier().credentialParameters());
        Map<String, Object> variables = new HashMap<>();
        variables.put(ExpressionVariable.RAW.text(), body.raw());
        variables.put(ExpressionVariable.TOPIC.text(), message.topic());
        variables.put(ExpressionVariable.RETAINED.text(), message.retained());
        variables.put(ExpressionVariable.HEADERS.text(), headers);
        variables.put(ExpressionVariable.QUERY.text(), query);
        variables.put(ExpressionVariable.WITH.text(), source.parameters());
        if (profile.readsMap()) {
            variables.put(ExpressionVariable.MAP.text(), map(source));
        }
        return variables;
    }

    private static Map<String, Object> map(IntakeSource source) {
        Map<String, Object> kinds = new HashMap<>();
        source.map().byKind().forEach((kind, byId) -> {
            // Sorted: an expression that runs through it gives the same on every instance.
            Map<String, Object> ids = new TreeMap<>();
            byId.forEach((id, target) -> ids.put(id, parts(target)));
            kinds.put(kind, ids);
        });
        return kinds;
    }

    /** A target as expressions see it: the parts that it has. */
    static Map<String, String> parts(MappedTarget target) {
        Map<String, String> parts = new TreeMap<>();
        for (EventDataFields.TargetPart part : EventDataFields.TargetPart.values()) {
            part.of(target).ifPresent(value -> parts.put(part.text(), value));
        }
        return parts;
    }
}
