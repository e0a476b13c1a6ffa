package org.postwatch.delivery.cap;

import static java.util.stream.Collectors.joining;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.delivery.NoticeText;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeField;

/** Makes messages of notices, out of what the recipient may know and nothing else. */
final class CapAlertFactory {
    /** An alert expires after this time; while its subject is open it is renewed earlier ({@link CapRenewals}). */
    static final Duration EXPIRES_AFTER = Duration.ofHours(24);

    /** Of the headline, in characters, as the standard advises. */
    static final int MAX_HEADLINE_CHARS = 160;

    /** Of any other text, in characters. */
    static final int MAX_TEXT_CHARS = 8_000;

    private static final String NON_TOKEN_CHARS = "[\\s,<&]";

    private final CapAddress address;
    private final CapAlert.CapScope scope;
    private final CapClassifier classifier;

    /**
     * @param severities the district's, from the mildest to the worst
     * @throws IllegalStateException if the address cannot make valid messages
     */
    CapAlertFactory(CapAddress address, List<String> severities) {
        this.address = address;
        this.scope = scope(address.scope());
        this.classifier = new CapClassifier(scope, severities);
        if (address.sender().isBlank() || !address.sender().equals(toToken(address.sender()))) {
            throw new IllegalStateException("cap: the sender has no spaces, commas, < and &");
        }
        if (scope == CapAlert.CapScope.Restricted
                && address.restriction().filter(r -> !r.isBlank()).isEmpty()) {
            throw new IllegalStateException("cap: scope Restricted needs a restriction");
        }
        if (scope == CapAlert.CapScope.Private && address.addresses().isEmpty()) {
            throw new IllegalStateException("cap: scope Private needs addresses");
        }
    }

    /** The message of a revision, as it is first sent. */
    CapAlert create(Notice notice) {
        return create(notice, notice.at());
    }

    /** The message of a revision to send now: itself or, while it is open, a renewal of it. */
    CapAlert create(Notice notice, Instant now) {
        boolean over = isResolved(notice.status());
        CapRenewals.CapMessage message = CapRenewals.currentMessage(notice, over ? notice.at() : now);
        List<String> references = references(notice, message);
        String headline = truncate(NoticeText.headline(notice), MAX_HEADLINE_CHARS);
        CapAlert.CapMessageType type = references.isEmpty()
                ? CapAlert.CapMessageType.Alert
                : over ? CapAlert.CapMessageType.Cancel : CapAlert.CapMessageType.Update;
        return new CapAlert(
                identifier(notice, message.key()),
                address.sender(),
                message.sent(),
                notice.stage() == Notice.NoticeStage.WATCHDOG ? CapAlert.CapStatus.Test : CapAlert.CapStatus.Actual,
                type,
                scope,
                address.restriction().filter(r -> scope == CapAlert.CapScope.Restricted),
                address.addresses(),
                type == CapAlert.CapMessageType.Cancel ? Optional.of(headline) : Optional.empty(),
                references,
                toToken(notice.ref()),
                info(notice, headline, message.sent()));
    }

    /**
     * Can be derived without the message. It includes the recipient, because two recipients of an incident may get
     * different fields and an identifier must be unique for each message of a sender.
     */
    static String identifier(Notice notice, String key) {
        return (key + "." + notice.recipient()).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private List<String> references(Notice notice, CapRenewals.CapMessage message) {
        return CapRenewals.replacedMessages(notice, message).stream()
                .map(earlier -> address.sender() + "," + identifier(notice, earlier.key()) + ","
                        + CapAlertWriter.time(earlier.sent()))
                .toList();
    }

    private CapAlert.CapInfo info(Notice notice, String headline, Instant sent) {
        Optional<Instant> onset = notice.items().size() == 1 && notice.alertCount() == 1
                ? onset(notice.items().get(0))
                : Optional.empty();
        Set<String> kinds = values(notice, NoticeField.KIND);
        return new CapAlert.CapInfo(
                kinds.stream().anyMatch(Alert.URGENT_KINDS::contains)
                        ? CapAlert.CapCategory.Security
                        : CapAlert.CapCategory.Safety,
                event(notice),
                classifier.response(notice, kinds),
                CapClassifier.urgency(notice, onset),
                classifier.severity(values(notice, NoticeField.SEVERITY)),
                CapClassifier.certainty(notice),
                sent,
                onset,
                sent.plus(EXPIRES_AFTER),
                headline,
                truncate(String.join("\n", NoticeText.lines(notice)), MAX_TEXT_CHARS),
                parameters(notice),
                areas(notice));
    }

    private static String event(Notice notice) {
        Set<String> events = new TreeSet<>();
        notice.items().forEach(item -> NoticeText.value(item, NoticeField.KIND).ifPresent(events::add));
        String event = events.stream().filter(e -> !e.isBlank()).limit(3).collect(joining(", "));
        return event.isBlank() ? "incident" : truncate(event, MAX_HEADLINE_CHARS);
    }

    private static List<CapAlert.CapParameter> parameters(Notice notice) {
        List<CapAlert.CapParameter> parameters = new ArrayList<>();
        parameters.add(new CapAlert.CapParameter("ref", notice.ref()));
        parameters.add(new CapAlert.CapParameter("revision", Integer.toString(notice.revision())));
        parameters.add(new CapAlert.CapParameter("stage", notice.stage().wireName()));
        parameters.add(new CapAlert.CapParameter("alert-count", Integer.toString(notice.alertCount())));
        boolean single = CapClassifier.isComplete(notice) && notice.items().size() == 1;
        for (int i = 0; i < notice.items().size(); i++) {
            Notice.NoticeItem item = notice.items().get(i);
            String prefix = single ? "" : "item-" + (i + 1) + ".";
            if (!single) {
                parameters.add(new CapAlert.CapParameter(prefix + "ref", item.ref()));
            }
            item.fields()
                    .forEach((name, value) -> parameters.add(new CapAlert.CapParameter(
                            prefix + name, truncate(NoticeText.sanitize(value), NoticeText.MAX_LINE_CHARS))));
        }
        return parameters;
    }

    private static List<String> areas(Notice notice) {
        Set<String> areas = new TreeSet<>();
        for (Notice.NoticeItem item : notice.items()) {
            NoticeText.value(item, NoticeField.CAMPUS_NAME)
                    .or(() -> NoticeText.value(item, NoticeField.CAMPUS))
                    .or(() -> NoticeText.value(item, NoticeField.DISTRICT))
                    .filter(area -> !area.isBlank())
                    .ifPresent(area -> areas.add(truncate(area, NoticeText.MAX_LINE_CHARS)));
        }
        return areas.isEmpty() ? List.of("undisclosed") : List.copyOf(areas);
    }

    private static Optional<Instant> onset(Notice.NoticeItem item) {
        return Optional.ofNullable(item.fields().get(NoticeField.SINCE.wireName()))
                .or(() -> Optional.ofNullable(item.fields().get(NoticeField.OPENED.wireName())))
                .flatMap(CapAlertFactory::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(t -> CapAlertWriter.time(t).length() == 25);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Set<String> values(Notice notice, NoticeField field) {
        Set<String> values = new TreeSet<>();
        notice.items()
                .forEach(item ->
                        Optional.ofNullable(item.fields().get(field.wireName())).ifPresent(values::add));
        return values;
    }

    private static boolean isResolved(Alert.AlertStatus status) {
        return status == Alert.AlertStatus.CLOSED || status == Alert.AlertStatus.WITHDRAWN;
    }

    private static CapAlert.CapScope scope(String name) {
        try {
            return CapAlert.CapScope.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("cap: scope is Public, Restricted or Private, not " + name, e);
        }
    }

    private static String toToken(String text) {
        return text.replaceAll(NON_TOKEN_CHARS, "_");
    }

    /** At the end of a character, never in the middle of one that takes two places. */
    private static String truncate(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }
}
