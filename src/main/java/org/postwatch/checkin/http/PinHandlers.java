package org.postwatch.checkin.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.checkin.PinAttempts;
import org.postwatch.checkin.PinRules;
import org.postwatch.checkin.http.PinRegistry.SaveResult;
import org.postwatch.checkin.pin.PinHasher;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.page.HtmlPage;
import org.postwatch.page.PageMessage;
import org.postwatch.text.Plural;

/** {@code /pin/DISTRICT}: an officer chooses a PIN with a code that was issued for the badge, once. */
public final class PinHandlers {
    private static final int FREE_ATTEMPTS = 10;

    private static final PageMessage DONE = new PageMessage(
            "Your PIN is set",
            "Scan the code at the entrance of your campus to check in with your badge and this PIN.");

    /**
     * The page with the form.
     *
     * @param district its id
     * @param badge as entered before, or an empty text
     * @param problem why the last attempt failed
     */
    public record PinPage(String district, String badge, Optional<String> problem) {
        /** Where the form goes. */
        public String action() {
            return CheckInPaths.pin(district);
        }
    }

    private final CheckInDirectory directory;
    private final PinRegistry registry;
    private final PinHasher hasher;
    private final InstantSource clock;
    private final PinAttempts attempts = PinAttempts.ofClients(FREE_ATTEMPTS);

    public PinHandlers(CheckInDirectory directory, PinRegistry registry, PinHasher hasher, InstantSource clock) {
        this.directory = directory;
        this.registry = registry;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** The routes of the page. */
    public List<HttpRoute> routes() {
        String path = "/pin/{district}";
        return List.of(HttpRoute.get(path, this::show), PagePost.route(path, this::choose));
    }

    private CompletionStage<HttpResponse> show(HttpRequest request) {
        return done(page(200, district(request), "", Optional.empty()));
    }

    private CompletionStage<HttpResponse> choose(HttpRequest request) {
        if (!directory.isReady()) {
            return done(CheckInHandlers.notReady());
        }
        Instant now = clock.instant();
        String district = district(request);
        CheckInForm form = CheckInForm.of(request);
        String badge = form.get("badge").strip();
        String pin = form.get("pin");
        Optional<String> fault = fault(badge, pin, form.get("again"));
        if (fault.isPresent()) {
            return done(page(400, district, badge, fault));
        }
        String client = request.peer().toString();
        Optional<Instant> wait = attempts.begin(client, now);
        if (wait.isPresent()) {
            return done(page(429, district, badge, Optional.of(mustWait(Duration.between(now, wait.get())))));
        }
        Optional<String> code = directory.pinCode(district, badge, form.get("code"), now);
        if (code.isEmpty()) {
            return done(page(
                    403,
                    district,
                    badge,
                    Optional.of("The badge or the code is wrong, or the code was used or is older than 15 minutes.")));
        }
        attempts.succeeded(client);
        return hasher.hash(pin)
                .thenCompose(hash -> registry.save(district, badge, code.get(), hash))
                .exceptionally(failure -> SaveResult.NOT_SAVED)
                .thenApply(result -> switch (result) {
                    case SAVED -> DONE.response(200);
                    case NOT_SAVED ->
                        page(503, district, badge, Optional.of("The PIN was not saved. Try again in a few seconds."));
                    case UNKNOWN ->
                        page(
                                503,
                                district,
                                badge,
                                Optional.of(
                                        "It is not known whether this PIN is set. Check in with it in a minute. If it is"
                                                + " wrong, choose it here again, or ask for a new code."));
                });
    }

    private static Optional<String> fault(String badge, String pin, String again) {
        if (!PinVerification.isBadge(badge)) {
            return Optional.of("Enter your badge, for example P-1.");
        }
        return PinRules.fault(pin, badge)
                .or(() -> Optional.of("The two PINs differ.").filter(text -> !pin.equals(again)));
    }

    private static String mustWait(Duration wait) {
        return "Too many wrong codes. Try again in "
                + Plural.format(wait.plusSeconds(59).toMinutes(), "minute") + ".";
    }

    private static String district(HttpRequest request) {
        return request.pathParameters().get("district");
    }

    private static HttpResponse page(int status, String district, String badge, Optional<String> problem) {
        String shown = PinVerification.isBadge(badge) ? badge : "";
        return HtmlPage.of(status, "checkin/pin.jte", new PinPage(district, shown, problem));
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
