package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;

/** How the messages of a vendor are asked for: the requests, and what their answers hold. Safe to share. */
public final class PollProtocol {
    /** Messages of an answer. */
    public static final int MAX_MESSAGES = 1_000;

    static final String PLACEHOLDER = "{subscription}";

    /** The address itself, whose answer is one message. */
    static final PollProtocol PLAIN = new PollProtocol(
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final int MAX_ERROR_LENGTH = 40;

    /** What an answer is. */
    public sealed interface PollAnswer {
        /** The messages in it, in their order; each is the JSON of an entry. */
        record Messages(List<byte[]> bodies) implements PollAnswer {
            public Messages {
                bodies = List.copyOf(bodies);
            }
        }

        /** The identifier of a new subscription. */
        record Subscribed(String subscription) implements PollAnswer {}

        /**
         * The vendor says that it could not do it; a subscription has ended.
         *
         * @param detail for the log, with the vendor's error code where the profile knows it
         */
        record NoSuccess(String detail) implements PollAnswer {}

        /** It is not what the profile expects. */
        record Unreadable(MessageRejection rejection) implements PollAnswer {}
    }

    private final Optional<String> subscribe;
    private final Optional<CompiledExpression> subscription;
    private final String request;
    private final Optional<Duration> hold;
    private final Optional<String> unsubscribe;
    private final Optional<CompiledExpression> success;
    private final Optional<CompiledExpression> error;
    private final Optional<CompiledExpression> entries;

    PollProtocol(
            Optional<String> subscribe,
            Optional<CompiledExpression> subscription,
            String request,
            Optional<Duration> hold,
            Optional<String> unsubscribe,
            Optional<CompiledExpression> success,
            Optional<CompiledExpression> error,
            Optional<CompiledExpression> entries) {
        this.subscribe = subscribe;
        this.subscription = subscription;
        this.request = Objects.requireNonNull(request);
        this.hold = hold;
        this.unsubscribe = unsubscribe;
        this.success = success;
        this.error = error;
        this.entries = entries;
    }

    static boolean hasSubscription(String path) {
        return path.contains(PLACEHOLDER);
    }

    /** The path that makes a subscription; empty if the vendor knows none. */
    public Optional<String> subscribePath() {
        return subscribe;
    }

    /**
     * The path of the request that is repeated; empty text for the address itself.
     *
     * @param current the subscription, empty text if the vendor knows none
     */
    public String requestPath(String current) {
        return withSubscription(request, current);
    }

    /** The path that ends a subscription. */
    public Optional<String> unsubscribePath(String current) {
        return unsubscribe.map(path -> withSubscription(path, current));
    }

    /** Whether requests have a path of their own, so that the source's address must have none. */
    public boolean hasPaths() {
        return !request.isEmpty();
    }

    /** How long the vendor may hold back an answer; empty if it answers at once. */
    public Optional<Duration> hold() {
        return hold;
    }

    private static String withSubscription(String path, String current) {
        return path.replace(PLACEHOLDER, URLEncoder.encode(current, UTF_8));
    }

    /** The expressions that it evaluates over answers. */
    List<CompiledExpression> expressions() {
        return Stream.of(subscription, success, error, entries)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Reads the answer to the path that makes a subscription: never {@link PollAnswer.Messages}.
     *
     * @param parameters those of the source
     */
    public PollAnswer readSubscription(byte[] body, Map<String, String> parameters) {
        return read(
                body,
                variables -> {
                    ExpressionResult result = subscription.orElseThrow().evaluate(variables);
                    Optional<String> text = value(result).map(PollProtocol::text);
                    return text.filter(id -> !id.isEmpty())
                            .<PollAnswer>map(PollAnswer.Subscribed::new)
                            .orElseGet(() -> unreadable("expected a subscription, found none"));
                },
                parameters);
    }

    /**
     * Reads the answer to the request that is repeated: never {@link PollAnswer.Subscribed}.
     *
     * @param parameters those of the source
     */
    public PollAnswer readMessages(byte[] body, Map<String, String> parameters) {
        if (entries.isEmpty() && success.isEmpty()) {
            return new PollAnswer.Messages(List.of(body));
        }
        return read(
                body,
                variables -> entries.isEmpty()
                        ? new PollAnswer.Messages(List.of(body))
                        : split(entries.get().evaluate(variables)),
                parameters);
    }

    private PollAnswer read(
            byte[] body, Function<Map<String, Object>, PollAnswer> reader, Map<String, String> parameters) {
        MessageBody.DecodedBody decoded = new MessageBody(body).decode(BodyForm.JSON);
        if (decoded.rejection().isPresent()) {
            return new PollAnswer.Unreadable(decoded.rejection().get());
        }
        Map<String, Object> variables =
                Map.of(ExpressionVariable.ANSWER.text(), decoded.value(), ExpressionVariable.WITH.text(), parameters);
        boolean succeeded = success.map(condition -> value(condition.evaluate(variables))
                        .filter(Boolean.TRUE::equals)
                        .isPresent())
                .orElse(true);
        return succeeded ? reader.apply(variables) : new PollAnswer.NoSuccess(describeError(variables));
    }

    private String describeError(Map<String, Object> variables) {
        Optional<String> code = error.flatMap(
                        expression -> value(expression.evaluate(variables)).map(PollProtocol::text))
                .filter(text -> text.length() <= MAX_ERROR_LENGTH && text.matches("[\\x21-\\x7e]+"));
        return "the vendor answered with an error"
                + code.map(text -> " (" + text + ")").orElse("");
    }

    private static PollAnswer split(ExpressionResult result) {
        if (!(value(result).orElse(null) instanceof List<?> list)) {
            return unreadable("expected a list of messages");
        }
        if (list.size() > MAX_MESSAGES) {
            return new PollAnswer.Unreadable(new MessageRejection(
                    MessageFault.TOO_MANY,
                    "answer",
                    "expected at most " + MAX_MESSAGES + " messages, found " + list.size()));
        }
        List<byte[]> bodies = new ArrayList<>(list.size());
        list.forEach(entry -> bodies.add(MessageBody.encodeJson(entry)));
        return new PollAnswer.Messages(bodies);
    }

    private static PollAnswer unreadable(String detail) {
        return new PollAnswer.Unreadable(MessageRejection.malformed("answer", detail));
    }

    private static Optional<Object> value(ExpressionResult result) {
        return result instanceof ExpressionResult.ExpressionValue found ? found.value() : Optional.empty();
    }

    private static String text(Object value) {
        try {
            return ExpressionFunction.text(value);
        } catch (UnfitValueException e) {
            return "";
        }
    }
}
