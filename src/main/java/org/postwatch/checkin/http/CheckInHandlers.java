package org.postwatch.checkin.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.postwatch.checkin.CheckInCodes;
import org.postwatch.checkin.CheckInKey;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.CheckInSession;
import org.postwatch.checkin.PlaceEvidence;
import org.postwatch.checkin.PlaceTickets;
import org.postwatch.checkin.SessionTickets;
import org.postwatch.checkin.http.CheckInDirectory.OfficerPin;
import org.postwatch.checkin.http.ReportPage.ReportResult;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.intake.service.EventSink;
import org.postwatch.page.HtmlPage;
import org.postwatch.page.PageMessage;
import org.postwatch.page.SiteCookies;

/**
 * {@code /check-in/DISTRICT/CAMPUS}: an officer scans the code at the entrance, enters badge and PIN, and reports with a button.
 * Each step carries a ticket for the next one, so that every instance can answer it. The pages need no script.
 */
public final class CheckInHandlers {
    private static final String BADGE_COOKIE = "badge";
    private static final Duration BADGE_AGE = Duration.ofDays(180);

    private static final PageMessage NOT_READY = new PageMessage(
            "Not ready",
            "Postwatch is starting, or cannot reach its brokers. Nothing was recorded. Try again in a minute.");
    private static final PageMessage NO_CAMPUS = new PageMessage(
            "No such page", "Officers do not check in by phone at this address. Scan the code at the entrance.");
    private static final PageMessage NO_CODE =
            new PageMessage("Check in", "Scan the code at the entrance with the camera of your phone.");
    private static final PageMessage WRONG_CODE =
            new PageMessage("The code has expired", "Nothing was recorded. Scan the code that the entrance shows now.");
    private static final PageMessage EXPIRED =
            new PageMessage("The page has expired", "Nothing was recorded. Scan the code at the entrance again.");

    private final CheckInDirectory directory;
    private final CheckInCodes codes;
    private final PlaceTickets tickets;
    private final SessionTickets sessions;
    private final PinVerification pins;
    private final PresenceReports reports;
    private final SiteCookies cookies;
    private final InstantSource clock;

    public CheckInHandlers(
            CheckInDirectory directory,
            CheckInKey key,
            PinVerification pins,
            EventSink sink,
            SiteCookies cookies,
            InstantSource clock) {
        this.directory = directory;
        this.codes = new CheckInCodes(key);
        this.tickets = new PlaceTickets(key);
        this.sessions = new SessionTickets(key);
        this.pins = pins;
        this.reports = new PresenceReports(directory, sink);
        this.cookies = cookies;
        this.clock = clock;
    }

    /** The routes of the pages. */
    public List<HttpRoute> routes() {
        String campus = "/check-in/{district}/{campus}";
        return List.of(
                HttpRoute.get(campus, request -> atCampus(request, found -> scanned(request, found))),
                PagePost.route(campus + "/officer", request -> atCampus(request, found -> enterPin(request, found))),
                PagePost.route(campus + "/report", request -> atCampus(request, found -> report(request, found))));
    }

    private CompletionStage<HttpResponse> atCampus(
            HttpRequest request, Function<CheckInCampus, CompletionStage<HttpResponse>> handler) {
        if (!directory.isReady()) {
            return done(notReady());
        }
        return directory
                .campus(new CheckInPlace(
                        request.pathParameters().get("district"),
                        request.pathParameters().get("campus")))
                .map(handler)
                .orElseGet(() -> done(NO_CAMPUS.response(404)));
    }

    private CompletionStage<HttpResponse> scanned(HttpRequest request, CheckInCampus campus) {
        Instant now = clock.instant();
        Optional<String> code = request.queryParameter("code");
        if (code.isEmpty()) {
            return done(NO_CODE.response(200));
        }
        return done(evidenceOf(campus.place(), code.get(), now)
                .map(evidence ->
                        signIn(request, campus, tickets.issue(campus.place(), evidence, now), 200, Optional.empty()))
                .orElseGet(() -> WRONG_CODE.response(403)));
    }

    private Optional<PlaceEvidence> evidenceOf(CheckInPlace place, String code, Instant now) {
        if (codes.isValid(place, code, now)) {
            return Optional.of(PlaceEvidence.SCREEN);
        }
        return directory.sheet(place, code, now).map(PlaceEvidence::ofSheet);
    }

    private HttpResponse signIn(
            HttpRequest request, CheckInCampus campus, String ticket, int status, Optional<String> problem) {
        String badge = cookies.value(request, BADGE_COOKIE)
                .filter(PinVerification::isBadge)
                .orElse("");
        return HtmlPage.of(status, "checkin/officer.jte", new CheckInPage(campus, ticket, badge, problem));
    }

    private CompletionStage<HttpResponse> enterPin(HttpRequest request, CheckInCampus campus) {
        Instant now = clock.instant();
        CheckInForm form = CheckInForm.of(request);
        Optional<PlaceEvidence> evidence = tickets.read(campus.place(), form.get("ticket"), now)
                .filter(one -> isStillValid(campus.place(), one, now));
        if (evidence.isEmpty()) {
            return done(EXPIRED.response(403));
        }
        String badge = form.get("badge").strip();
        return pins.verify(request.peer(), campus, badge, form.get("pin"), now)
                .thenApply(outcome -> outcome.pin()
                        .map(right -> start(request, campus, evidence.get(), badge, right))
                        .orElseGet(() -> signIn(
                                request, campus, form.get("ticket"), outcome.status(), Optional.of(outcome.text()))));
    }

    private HttpResponse start(
            HttpRequest request, CheckInCampus campus, PlaceEvidence evidence, String badge, OfficerPin pin) {
        CheckInSession session = new CheckInSession(campus.place(), evidence, badge, pin.grant());
        HttpResponse page = buttons(campus, session, sessions.issue(session, clock.instant()), Optional.empty());
        return cookies.set(request, page, BADGE_COOKIE, badge, BADGE_AGE);
    }

    private static HttpResponse buttons(
            CheckInCampus campus, CheckInSession session, String ticket, Optional<ReportResult> result) {
        int status = result.map(ReportResult::status).orElse(200);
        return HtmlPage.of(
                status,
                "checkin/report.jte",
                new ReportPage(campus, session.badge(), ticket, PresenceReports.newFormId(), result));
    }

    private CompletionStage<HttpResponse> report(HttpRequest request, CheckInCampus campus) {
        Instant now = clock.instant();
        CheckInForm form = CheckInForm.of(request);
        String ticket = form.get("session");
        Optional<CheckInSession> session = sessions.read(campus.place(), ticket, now)
                .filter(one -> isStillValid(one.place(), one.evidence(), now) && isStillGranted(one, now));
        if (session.isEmpty()) {
            return done(EXPIRED.response(403));
        }
        return reports.report(campus, session.get(), form, now)
                .thenApply(result -> buttons(campus, session.get(), ticket, Optional.of(result)));
    }

    /** The answer of an instance that does not know plans and access. */
    static HttpResponse notReady() {
        return NOT_READY.response(503).withHeader("Retry-After", "10");
    }

    /** A sheet that was revoked or replaced ends the pages that began with it. */
    private boolean isStillValid(CheckInPlace place, PlaceEvidence evidence, Instant now) {
        return evidence.sheet()
                .map(grant -> directory.isSheetValid(place, grant, now))
                .orElse(true);
    }

    /** A PIN that was revoked, or chosen again, ends the sessions that began with it. */
    private boolean isStillGranted(CheckInSession session, Instant now) {
        return directory
                .pin(session.place().district(), session.badge(), now)
                .filter(pin -> pin.grant().equals(session.grant()))
                .isPresent();
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
