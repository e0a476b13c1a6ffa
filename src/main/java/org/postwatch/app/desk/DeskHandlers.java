package org.postwatch.app.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.app.desk.DeskTouches.OpenTime;
import org.postwatch.app.desk.DeskTouches.ReadTouch;
import org.postwatch.app.desk.DeskTouches.TouchResult;
import org.postwatch.app.intake.AccessFollower;
import org.postwatch.checkin.qr.QrCode;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.desk.DeskBoard;
import org.postwatch.desk.DeskPlan;
import org.postwatch.desk.DeskTouch;
import org.postwatch.event.Event;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.FailedAttemptLimiter;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.page.HtmlPage;
import org.postwatch.page.PageMessage;
import org.postwatch.page.SameOriginCheck;
import org.postwatch.page.SiteCookies;

/**
 * {@code /desk/DISTRICT/CAMPUS}: the page of a front desk, for a device that was enrolled. The path has the district, since
 * campuses of two districts may have one id.
 */
final class DeskHandlers {
    /** Browsers keep no cookie longer than 400 days. Each visit starts them again. */
    private static final Duration COOKIE_AGE = Duration.ofDays(400);

    private static final String COOKIE = "desk";
    private static final int MAX_FORM_BYTES = 1_024;
    private static final PageMessage NOT_READY = new PageMessage(
            "Not ready", "Postwatch is starting, or cannot reach its brokers. Reload this page in a minute.");

    private final DeskPlans plans;
    private final BiFunction<String, String, Optional<CampusCoverage>> coverage;
    private final BiFunction<String, String, Optional<String>> checkInPath;
    private final AccessFollower access;
    private final DeskEnrolment enrolment;
    private final BooleanSupplier isReady;
    private final FailedAttemptLimiter limiter;
    private final EventSink sink;
    private final IntakeStatistics statistics;
    private final SiteCookies cookies;
    private final InstantSource clock;

    /**
     * @param coverage of a district's campus as it is published; empty if it is not known now
     * @param checkInPath what the QR code of a district's campus leads to now; empty if officers do not check in by phone there
     */
    DeskHandlers(
            DeskPlans plans,
            BiFunction<String, String, Optional<CampusCoverage>> coverage,
            BiFunction<String, String, Optional<String>> checkInPath,
            AccessFollower access,
            DeskEnrolment enrolment,
            BooleanSupplier isReady,
            FailedAttemptLimiter limiter,
            EventSink sink,
            IntakeStatistics statistics,
            SiteCookies cookies,
            InstantSource clock) {
        this.plans = plans;
        this.coverage = coverage;
        this.checkInPath = checkInPath;
        this.access = access;
        this.enrolment = enrolment;
        this.isReady = isReady;
        this.limiter = limiter;
        this.sink = sink;
        this.statistics = statistics;
        this.cookies = cookies;
        this.clock = clock;
    }

    List<HttpRoute> routes() {
        String base = "/desk/{district}/{campus}";
        return List.of(
                HttpRoute.get(base, request -> atDesk(request, this::page)),
                post(base + "/enrol", MAX_FORM_BYTES, request -> atDesk(request, this::enrol)),
                HttpRoute.get(base + "/now", request -> enrolled(request, (r, desk) -> done(now(r, desk)))),
                post(base + "/touches", HttpRoute.MESSAGE_BYTES, request -> enrolled(request, this::touches)),
                post(base + "/heartbeats", MAX_FORM_BYTES, request -> enrolled(request, this::heartbeat)));
    }

    private static HttpRoute post(String path, long maxBytes, HttpHandler handler) {
        return new HttpRoute(Set.of("POST"), path, maxBytes, new HttpHandler() {
            @Override
            public CompletionStage<HttpResponse> handle(HttpRequest request) {
                return handler.handle(request);
            }

            @Override
            public Optional<HttpResponse> refuse(HttpRequest head) {
                return SameOriginCheck.refuse(head);
            }
        });
    }

    private CompletionStage<HttpResponse> atDesk(
            HttpRequest request, BiFunction<HttpRequest, DeskPlan, CompletionStage<HttpResponse>> handler) {
        if (!isReady.getAsBoolean()) {
            return done(NOT_READY.response(503).withHeader("Retry-After", "10"));
        }
        String district = request.pathParameters().get("district");
        String campus = request.pathParameters().get("campus");
        return plans.desk(district, campus)
                .map(desk -> handler.apply(request, desk))
                .orElseGet(() -> done(new PageMessage(
                                "No such desk",
                                "No plan in force has a front desk of campus '" + campus + "' in district '" + district
                                        + "'. Check the address.")
                        .response(404)));
    }

    /** For requests of the script: a device whose access was revoked gets 401. */
    private CompletionStage<HttpResponse> enrolled(
            HttpRequest request, BiFunction<HttpRequest, DeskPlan, CompletionStage<HttpResponse>> handler) {
        return atDesk(
                request,
                (of, desk) -> device(of, desk).isPresent()
                        ? handler.apply(of, desk)
                        : done(HttpResponse.problem(
                                401, "not-enrolled", "this device is not enrolled, or its access was revoked")));
    }

    private Optional<AccessGrant> device(HttpRequest request, DeskPlan desk) {
        return cookies.value(request, COOKIE)
                .flatMap(token -> access.ofToken(AccessKind.DESK, token, clock.instant()).stream()
                        .filter(grant -> grant.district().equals(desk.district().id())
                                && grant.subject().equals(desk.desk().campus()))
                        .findFirst());
    }

    private CompletionStage<HttpResponse> page(HttpRequest request, DeskPlan desk) {
        if (device(request, desk).isEmpty()) {
            return done(enrolPage(200, desk, Optional.empty()));
        }
        HttpResponse page = HtmlPage.of(200, "desk/board.jte", board(request, desk));
        return done(cookies.set(
                request, page, COOKIE, cookies.value(request, COOKIE).orElseThrow(), COOKIE_AGE));
    }

    private HttpResponse enrolPage(int status, DeskPlan desk, Optional<String> problem) {
        return HtmlPage.of(
                status,
                "desk/enrol.jte",
                new EnrolPage(
                        base(desk) + "/enrol", desk.campusAt(clock.instant()).name(), problem));
    }

    private CompletionStage<HttpResponse> enrol(HttpRequest request, DeskPlan desk) {
        Instant now = clock.instant();
        Optional<AccessGrant> code = enrolment
                .findCode(codeOf(request), now)
                .filter(found -> found.district().equals(desk.district().id())
                        && found.subject().equals(desk.desk().campus()));
        if (code.isEmpty()) {
            return done(wrongCode(request, desk, now));
        }
        return enrolment
                .enrol(code.get(), now)
                .thenApply(token -> token.map(won -> enrolled(request, desk, won))
                        .orElseGet(() -> enrolPage(
                                403,
                                desk,
                                Optional.of("Another tablet used the code at the same moment. Ask for another one."))))
                .exceptionally(failure -> enrolPage(
                        503,
                        desk,
                        Optional.of("Postwatch cannot reach its brokers. Try the code again; if it is used then, ask"
                                + " for another one.")));
    }

    /** 50 random bits cannot be guessed within 15 minutes; a client that tries is slowed down and counted all the same. */
    private HttpResponse wrongCode(HttpRequest request, DeskPlan desk, Instant now) {
        Optional<Duration> wait = limiter.countFailure(request.peer().text(), now);
        if (wait.isPresent()) {
            String seconds = Long.toString(wait.get().toSeconds() + 1);
            return enrolPage(
                            429,
                            desk,
                            Optional.of("There were too many wrong codes. Wait for " + seconds + " seconds."))
                    .withHeader("Retry-After", seconds);
        }
        return enrolPage(
                403,
                desk,
                Optional.of(
                        "The code is wrong, was used already, or is older than 15 minutes. Check it, or ask for another one."));
    }

    private static String codeOf(HttpRequest request) {
        try {
            return request.form().getOrDefault("code", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private HttpResponse enrolled(HttpRequest request, DeskPlan desk, AccessToken token) {
        return cookies.set(request, HtmlPage.redirect(base(desk)), COOKIE, token.text(), COOKIE_AGE);
    }

    private HttpResponse now(HttpRequest request, DeskPlan desk) {
        return HtmlPage.of(200, "desk/now.jte", board(request, desk));
    }

    private DeskBoard board(HttpRequest request, DeskPlan desk) {
        String district = desk.district().id();
        String campus = desk.desk().campus();
        return DeskBoard.of(
                base(desk),
                desk,
                coverage.apply(district, campus),
                cookies.origin(request)
                        .flatMap(origin -> checkInPath.apply(district, campus).map(path -> QrCode.svg(origin + path))),
                clock.instant());
    }

    private CompletionStage<HttpResponse> touches(HttpRequest request, DeskPlan desk) {
        Instant now = clock.instant();
        List<ReadTouch> read;
        try {
            read = DeskTouches.read(request.body());
        } catch (IllegalArgumentException e) {
            return done(HttpResponse.problem(400, "malformed", e.getMessage()));
        }
        TouchResult[] results = new TouchResult[read.size()];
        List<Event> events = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < results.length; place++) {
            ReadTouch one = read.get(place);
            Optional<String> fault = one.touch().isEmpty()
                    ? Optional.of(one.fault())
                    : desk.rejection(one.touch().get(), now);
            if (one.touch().filter(touch -> DeskPlan.isAhead(touch, now)).isPresent()) {
                results[place] = TouchResult.ahead(one.id());
            } else if (fault.isPresent()) {
                results[place] = TouchResult.rejected(one.id(), fault.get());
                countRejected(desk, one, fault.get(), now);
            } else {
                events.add(desk.event(one.touch().get()));
                places.add(place);
            }
        }
        return sink.appendAll(events).thenApply(appended -> {
            for (int i = 0; i < appended.size(); i++) {
                int place = places.get(i);
                results[place] = result(desk, read.get(place).touch().orElseThrow(), appended.get(i));
            }
            return HttpResponse.json(200, DeskTouches.write(clock.instant(), List.of(results)));
        });
    }

    private void countRejected(DeskPlan desk, ReadTouch touch, String fault, Instant now) {
        statistics.of(account(desk)).countRejected(new RejectedMessage(now, touch.id(), "not-a-touch", "", fault));
    }

    private TouchResult result(DeskPlan desk, DeskTouch touch, AppendResult appended) {
        return switch (appended) {
            case APPENDED -> {
                statistics.of(account(desk)).countAccepted(clock.instant());
                yield TouchResult.recorded(touch.id());
            }
            case UNAVAILABLE, NOT_SIGNED -> TouchResult.waiting(touch.id(), appended.detail());
        };
    }

    /** What another tablet has or had, this one does not know and cannot report as complete. */
    private CompletionStage<HttpResponse> heartbeat(HttpRequest request, DeskPlan desk) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OpenTime open;
        try {
            open = DeskTouches.readOpenTime(request.body(), now);
        } catch (IllegalArgumentException e) {
            return done(HttpResponse.problem(400, "malformed", e.getMessage()));
        }
        return sink.append(desk.heartbeat("desk-" + UUID.randomUUID(), open.at(), completeSince(desk, open, now)))
                .thenApply(appended -> switch (appended) {
                    case APPENDED -> {
                        statistics.of(account(desk)).countAccepted(clock.instant());
                        yield HttpResponse.json(200, DeskTouches.write(clock.instant(), List.of()));
                    }
                    case UNAVAILABLE, NOT_SIGNED -> HttpResponse.problem(503, "unavailable", appended.detail());
                });
    }

    private Optional<Instant> completeSince(DeskPlan desk, OpenTime open, Instant now) {
        String district = desk.district().id();
        String campus = desk.desk().campus();
        if (access.count(AccessKind.DESK, district, campus, now) != 1) {
            return Optional.empty();
        }
        Instant change = access.lastChange(AccessKind.DESK, district, campus).orElse(open.since());
        return Optional.of(change.isAfter(open.since()) ? change : open.since())
                .filter(since -> !since.isAfter(open.at()));
    }

    private static FeedAccount account(DeskPlan desk) {
        return new FeedAccount(desk.district().id(), desk.desk().feed());
    }

    private static String base(DeskPlan desk) {
        return "/desk/" + encode(desk.district().id()) + "/"
                + encode(desk.desk().campus());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
