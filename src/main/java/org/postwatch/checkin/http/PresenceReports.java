package org.postwatch.checkin.http;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postwatch.checkin.CheckInSession;
import org.postwatch.checkin.http.ReportPage.ReportResult;
import org.postwatch.checkin.http.ReportPage.RetriedReport;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.PresenceSignal.SignalKind;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.text.PrintableText;

/**
 * Writes what officers report. A form that is sent again, by a double tap, a reload or after a failure, is the same event with the
 * same time. Of {@value #MAX_FORMS} forms at most the event is kept; a repeat of a forgotten one, or at another instance, has
 * the same id, so that the first one counts. Safe for threads.
 */
final class PresenceReports {
    static final int MAX_FORMS = 10_000;
    private static final int FORM_BYTES = 16;
    private static final int MAX_WHERE_CHARS = EventOrigin.MAX_ID_LENGTH;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + 2 * FORM_BYTES + "}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CheckInDirectory directory;
    private final EventSink sink;
    private final Map<String, PresenceSignal> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PresenceSignal> eldest) {
            return size() > MAX_FORMS;
        }
    };

    PresenceReports(CheckInDirectory directory, EventSink sink) {
        this.directory = directory;
        this.sink = sink;
    }

    /** An id for a form. */
    static String newFormId() {
        byte[] id = new byte[FORM_BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    CompletionStage<ReportResult> report(CheckInCampus campus, CheckInSession session, CheckInForm form, Instant now) {
        Optional<SignalKind> kind = Stream.of(SignalKind.values())
                .filter(one -> ReportPage.nameOf(one).equals(form.get("action")))
                .findFirst();
        String id = form.get("form");
        String where = PrintableText.removeNonPrintable(form.get("where")).strip();
        if (kind.isEmpty() || !FORM.matcher(id).matches()) {
            return failed("the form is not complete. Use the buttons of this page.");
        }
        if (where.length() > MAX_WHERE_CHARS) {
            return failed("the place is too long. Expected at most " + MAX_WHERE_CHARS + " characters.");
        }
        if (!directory.mayReport(campus, session.badge(), now)) {
            return failed("the plan of the district does not let the phones of this campus report " + session.badge()
                    + ". Call the operations center.");
        }
        PresenceSignal signal = remember(signal(campus, session, kind.get(), id, where, now));
        return sink.append(signal)
                .thenApply(result -> result(campus, signal, result, new RetriedReport(kind.get(), id, where)));
    }

    private static PresenceSignal signal(
            CheckInCampus campus, CheckInSession session, SignalKind kind, String form, String where, Instant now) {
        EventOrigin origin = new EventOrigin(
                campus.place().district(),
                campus.feed().source(),
                "phone-" + form + "-" + ReportPage.nameOf(kind),
                now.truncatedTo(ChronoUnit.MILLIS));
        return new PresenceSignal(
                origin,
                kind,
                session.badge(),
                campus.place().campus(),
                Optional.empty(),
                kind == SignalKind.CALLED_AWAY && !where.isEmpty() ? Optional.of(where) : Optional.empty(),
                Optional.of(session.evidence().proof().wireName()));
    }

    /** The first event of that form and that officer. */
    private synchronized PresenceSignal remember(PresenceSignal signal) {
        String key = signal.id() + "/" + signal.origin().district() + "/" + signal.campus() + "/" + signal.badge();
        PresenceSignal first = byId.putIfAbsent(key, signal);
        return first == null ? signal : first;
    }

    private static ReportResult result(
            CheckInCampus campus, PresenceSignal signal, AppendResult result, RetriedReport retry) {
        String what = ReportPage.labelOf(signal.kind()) + " at "
                + TIME.format(signal.time().atZone(campus.zone()));
        return switch (result) {
            case APPENDED -> new ReportResult(true, "Recorded", what + ".", Optional.empty());
            case UNAVAILABLE ->
                new ReportResult(
                        false,
                        "Not confirmed",
                        "the brokers did not answer in time. It may be recorded. Try again; it counts once.",
                        Optional.of(retry));
            case NOT_SIGNED ->
                new ReportResult(
                        false,
                        "Not recorded",
                        "this instance cannot sign events of the phones. Call the operations center.",
                        Optional.of(retry));
        };
    }

    private static CompletionStage<ReportResult> failed(String why) {
        return CompletableFuture.completedFuture(
                new ReportResult(false, "Nothing was recorded", why, Optional.empty()));
    }
}
