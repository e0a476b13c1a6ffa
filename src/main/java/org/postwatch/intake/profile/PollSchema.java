package org.postwatch.intake.profile;

import static org.postwatch.documents.form.SectionKey.optional;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueParser;

/** The keys of {@code poll} in a profile. */
final class PollSchema {
    private static final ValueParser<String> PATH = ValueFormats.matchingPattern(
            "a path as /api/log/pull?id={subscription}, of at most 1000 characters",
            "/([A-Za-z0-9/?:@!$&'()*+,;=._~%-]|\\{subscription\\}){0,999}");

    static final SectionKey<String> SUBSCRIBE = optional(
            "subscribe",
            PATH,
            "The request that makes a subscription, added to the `address` of the source. It is sent before the first"
                    + " `request`, and again when an answer is no success.");
    static final SectionKey<CompiledExpression> SUBSCRIPTION = optional(
            "subscription",
            ExpressionParser.TEXT,
            "The subscription in the answer to `subscribe`; the other requests have it as {subscription}.");
    static final SectionKey<String> REQUEST = optional(
            "request",
            PATH,
            "The request that is repeated, added to the `address` of the source. If absent, the address itself.");
    static final SectionKey<Duration> HOLD = optional(
            "hold",
            ValueFormats.duration("1s", "2m"),
            "How long the vendor may hold back an answer until there is something to say (1s to 2m). The next request then"
                    + " follows at once. If absent, the source waits `every` between two requests.");
    static final SectionKey<String> UNSUBSCRIBE =
            optional("unsubscribe", PATH, "The request that ends the subscription when Postwatch stops.");
    static final SectionKey<CompiledExpression> SUCCESS = optional(
            "success",
            ExpressionParser.CONDITION,
            "Whether an answer is what was asked for. If absent, every answer with status 200.");
    static final SectionKey<CompiledExpression> ERROR = optional(
            "error", ExpressionParser.TEXT, "The vendor's error code in an answer that is no success, for the log.");
    static final SectionKey<CompiledExpression> ENTRIES = optional(
            "entries",
            ExpressionParser.LIST,
            "The messages in an answer to `request`. If absent, the answer is one message.");

    static final SectionSchema SCHEMA = SectionSchema.of(
                    "a poll",
                    "How Postwatch asks the vendor for messages. Expressions read an answer, which is JSON, as `answer`.",
                    SUBSCRIBE,
                    SUBSCRIPTION,
                    REQUEST,
                    HOLD,
                    UNSUBSCRIBE,
                    SUCCESS,
                    ERROR,
                    ENTRIES)
            .withRule(PollSchema::check);

    private PollSchema() {}

    static PollProtocol protocol(ParsedSection poll) {
        return new PollProtocol(
                poll.find(SUBSCRIBE),
                poll.find(SUBSCRIPTION),
                poll.get(REQUEST, ""),
                poll.find(HOLD),
                poll.find(UNSUBSCRIBE),
                poll.find(SUCCESS),
                poll.find(ERROR),
                poll.find(ENTRIES));
    }

    /** Every expression of the section. */
    static List<CompiledExpression> expressions(ParsedSection poll) {
        return Stream.of(SUBSCRIPTION, SUCCESS, ERROR, ENTRIES)
                .flatMap(key -> poll.find(key).stream())
                .toList();
    }

    private static void check(ParsedSection poll, Diagnostics diagnostics) {
        if (poll.has(SUBSCRIBE) != poll.has(SUBSCRIPTION) && poll.isErrorFree(SUBSCRIBE, SUBSCRIPTION)) {
            diagnostics.error(poll.at(), "a poll with one of 'subscribe' and 'subscription'; expected both or none");
        }
        for (SectionKey<String> path : List.of(REQUEST, UNSUBSCRIBE)) {
            if (!poll.has(SUBSCRIBE)
                    && poll.isErrorFree(SUBSCRIBE)
                    && poll.find(path).filter(PollProtocol::hasSubscription).isPresent()) {
                diagnostics.error(
                        poll.at(path),
                        "'" + path.name() + "' has " + PollProtocol.PLACEHOLDER + "; expected 'subscribe' as well");
            }
        }
        poll.find(SUBSCRIBE)
                .filter(PollProtocol::hasSubscription)
                .ifPresent(path -> diagnostics.error(
                        poll.at(SUBSCRIBE),
                        "'subscribe' has " + PollProtocol.PLACEHOLDER + ", which only its answer gives"));
        for (SectionKey<CompiledExpression> key : List.of(SUBSCRIPTION, SUCCESS, ERROR, ENTRIES)) {
            poll.find(key)
                    .ifPresent(expression -> expression.paths().stream()
                            .map(FieldPath::root)
                            .filter(root -> ExpressionVariable.isName(root) && !isReadable(root))
                            .distinct()
                            .forEach(root -> diagnostics.error(
                                    poll.at(key),
                                    "'" + key.name() + "' reads '" + root + "'; expected answer or with")));
        }
    }

    private static boolean isReadable(String root) {
        return root.equals(ExpressionVariable.ANSWER.text()) || root.equals(ExpressionVariable.WITH.text());
    }
}
