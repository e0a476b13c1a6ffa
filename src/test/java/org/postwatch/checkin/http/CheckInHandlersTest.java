package org.postwatch.checkin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postwatch.checkin.CheckInCodes;
import org.postwatch.checkin.CheckInKey;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.pin.PinHasher;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.PresenceSignal.SignalKind;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.page.SiteCookies;

/** D-17 checks in at the entrance of the campus north with a phone. */
class CheckInHandlersTest {
    private static final CheckInPlace NORTH = new CheckInPlace("elm", "north");
    private static final CheckInCampus CAMPUS =
            new CheckInCampus(NORTH, "North <School>", ZoneId.of("America/Denver"), new FeedAccount("elm", "phones"));
    private static final Instant MORNING = Instant.parse("2026-11-30T14:20:05.250Z");
    private static final String PIN = "582914";
    private static final PinHasher HASHER = new PinHasher();
    private static String pinHash;

    private final CheckInKey key = CheckInKey.derive("the key of the instances".getBytes(StandardCharsets.UTF_8));
    private final CheckInCodes codes = new CheckInCodes(key);
    private final OneCampus directory = new OneCampus();
    private final List<Event> written = new ArrayList<>();
    private AppendResult brokers = AppendResult.APPENDED;
    private Instant now = MORNING;
    private final List<HttpRoute> routes = new CheckInHandlers(
                    directory,
                    key,
                    new PinVerification(directory, HASHER),
                    this::append,
                    new SiteCookies(true),
                    () -> now)
            .routes();

    @BeforeAll
    static void hash() {
        pinHash = HASHER.hash(PIN).toCompletableFuture().join();
    }

    @AfterAll
    static void close() {
        HASHER.close();
    }

    private CompletionStage<AppendResult> append(Event event) {
        written.add(event);
        return CompletableFuture.completedFuture(brokers);
    }

    private final class OneCampus implements CheckInDirectory {
        private boolean ready = true;
        private boolean inPlan = true;
        private Optional<String> sheet = Optional.of("aabbccddeeff");
        private Optional<OfficerPin> pin = Optional.of(new OfficerPin("0123456789ab", pinHash));

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public Optional<CheckInCampus> campus(CheckInPlace place) {
            return Optional.of(CAMPUS).filter(campus -> place.equals(NORTH));
        }

        @Override
        public boolean mayReport(CheckInCampus campus, String badge, Instant at) {
            return inPlan;
        }

        @Override
        public Optional<String> sheet(CheckInPlace place, String code, Instant at) {
            return sheet.filter(grant -> code.equals("printed"));
        }

        @Override
        public boolean isSheetValid(CheckInPlace place, String grant, Instant at) {
            return sheet.filter(grant::equals).isPresent();
        }

        @Override
        public Optional<OfficerPin> pin(String district, String badge, Instant at) {
            return pin.filter(one -> district.equals("elm") && badge.equals("D-17"));
        }

        @Override
        public Optional<String> pinCode(String district, String badge, String code, Instant at) {
            return Optional.empty();
        }
    }

    @Test
    void an_officer_scans_the_code_enters_the_pin_and_arrives() {
        String page = html(report(signIn(PIN), "checked-in", ""));
        assertThat(page).contains("Recorded: Arrived at 07:20:05.").contains("North &lt;School&gt;");
        PresenceSignal signal = onlySignal();
        assertThat(signal.kind()).isEqualTo(SignalKind.CHECKED_IN);
        assertThat(signal.source()).isEqualTo("phones");
        assertThat(signal.badge()).isEqualTo("D-17");
        assertThat(signal.campus()).isEqualTo("north");
        assertThat(signal.time()).isEqualTo(MORNING);
        assertThat(signal.proof()).contains("rotating-code");
    }

    @Test
    void a_call_has_its_place_if_the_officer_enters_one() {
        report(signIn(PIN), "called-away", " County Road 12 ");
        assertThat(onlySignal().where()).contains("County Road 12");
        written.clear();
        report(signIn(PIN), "called-away", "");
        assertThat(onlySignal().where()).isEmpty();
        written.clear();
        report(signIn(PIN), "called-away", "gym\u200e \ud83d\udc69\u200d\ud83c\udfeb");
        assertThat(onlySignal().where())
                .as("invisible characters do not cost the report")
                .contains("gym \ud83d\udc69\ud83c\udfeb");
        written.clear();
        report(signIn(PIN), "called-away", "\u200e");
        assertThat(onlySignal().where()).isEmpty();
    }

    @Test
    void a_printed_sheet_proves_the_place_and_the_event_says_so() {
        report(enterPin(get("printed"), "D-17", PIN), "returned", "");
        assertThat(onlySignal().proof()).contains("printed-code");
    }

    @Test
    void the_pin_may_be_entered_after_the_code_has_rotated_but_not_after_ten_minutes() {
        HttpResponse scanned = get(codes.current(NORTH, now));
        now = MORNING.plus(Duration.ofMinutes(9));
        assertThat(enterPin(scanned, "D-17", PIN).status()).isEqualTo(200);
        now = MORNING.plus(Duration.ofMinutes(10));
        assertThat(enterPin(scanned, "D-17", PIN).status()).isEqualTo(403);
        assertThat(html(enterPin(scanned, "D-17", PIN))).contains("The page has expired");
    }

    @Test
    void an_expired_code_and_that_of_another_campus_record_nothing() {
        String former = codes.current(NORTH, now);
        String south = codes.current(new CheckInPlace("elm", "south"), now);
        assertThat(get(south).status()).isEqualTo(403);
        now = now.plusSeconds(90);
        assertThat(get(former).status()).isEqualTo(403);
        assertThat(html(get(former))).contains("Scan the code that the entrance shows now");
        assertThat(get(null).status()).isEqualTo(200);
        assertThat(html(get(null))).contains("Scan the code at the entrance").doesNotContain("PIN");
        assertThat(written).isEmpty();
    }

    @Test
    void a_form_that_is_sent_twice_is_one_event_with_one_time() {
        HttpResponse buttons = signIn(PIN);
        report(buttons, "checked-in", "");
        now = now.plusSeconds(3);
        assertThat(html(report(buttons, "checked-in", ""))).contains("Recorded: Arrived at 07:20:05.");
        assertThat(written).hasSize(2);
        assertThat(written.get(0)).isEqualTo(written.get(1));
    }

    @Test
    void what_the_brokers_do_not_confirm_is_not_recorded_and_trying_again_keeps_the_time() {
        HttpResponse buttons = signIn(PIN);
        brokers = AppendResult.UNAVAILABLE;
        HttpResponse failed = report(buttons, "checked-in", "");
        assertThat(failed.status()).isEqualTo(503);
        assertThat(html(failed))
                .contains("Not confirmed: the brokers did not answer in time. It may be recorded.")
                .contains("<title>Not confirmed - ")
                .contains("Try again");
        brokers = AppendResult.APPENDED;
        now = now.plusSeconds(20);
        assertThat(html(report(failed, "checked-in", ""))).contains("Recorded: Arrived at 07:20:05.");
    }

    @Test
    void wrong_pin_unknown_badge_and_badge_without_pin_have_the_same_answer() {
        HttpResponse scanned = get(codes.current(NORTH, now));
        HttpResponse wrong = enterPin(scanned, "D-17", "582915");
        HttpResponse unknown = enterPin(scanned, "X-99", "582915");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(html(wrong))
                .contains("The badge or the PIN is wrong. Nothing was recorded.")
                .isEqualTo(html(unknown));
        directory.pin = Optional.empty();
        assertThat(html(enterPin(scanned, "D-17", PIN))).isEqualTo(html(unknown));
    }

    @Test
    void five_wrong_pins_wait_and_say_until_when_also_for_a_badge_that_nobody_has() {
        for (String badge : List.of("D-17", "X-99")) {
            HttpResponse scanned = get(codes.current(NORTH, now));
            for (int i = 0; i < 4; i++) {
                assertThat(enterPin(scanned, badge, "582915").status()).isEqualTo(403);
            }
            HttpResponse fifth = enterPin(scanned, badge, "582915");
            assertThat(fifth.status()).isEqualTo(429);
            assertThat(html(fifth)).contains("Try again at 07:21:05");
            assertThat(enterPin(scanned, badge, PIN).status())
                    .as("even the right one")
                    .isEqualTo(429);
        }
        now = now.plusSeconds(60);
        assertThat(signIn(PIN).status()).isEqualTo(200);
    }

    @Test
    void a_client_that_tries_many_badges_waits() {
        HttpResponse scanned = get(codes.current(NORTH, now));
        for (int i = 0; i < 20; i++) {
            assertThat(enterPin(scanned, "X-" + i, "582915").status()).isEqualTo(403);
        }
        assertThat(enterPin(scanned, "D-17", PIN).status()).isEqualTo(429);
    }

    @Test
    void a_revoked_pin_ends_the_session() {
        HttpResponse buttons = signIn(PIN);
        directory.pin = Optional.of(new CheckInDirectory.OfficerPin("ba9876543210", pinHash));
        assertThat(report(buttons, "checked-in", "").status()).isEqualTo(403);
        directory.pin = Optional.empty();
        assertThat(report(buttons, "checked-in", "").status()).isEqualTo(403);
        assertThat(written).isEmpty();
    }

    @Test
    void a_revoked_sheet_ends_the_pages_that_began_with_it() {
        HttpResponse scanned = get("printed");
        HttpResponse buttons = enterPin(scanned, "D-17", PIN);
        for (Optional<String> other : List.of(Optional.of("ffeeddccbbaa"), Optional.<String>empty())) {
            directory.sheet = other;
            assertThat(enterPin(scanned, "D-17", PIN).status()).isEqualTo(403);
            assertThat(report(buttons, "checked-in", "").status()).isEqualTo(403);
        }
        assertThat(written).isEmpty();
        assertThat(report(signIn(PIN), "checked-in", "").status())
                .as("with the code of the screen")
                .isEqualTo(200);
    }

    @Test
    void an_officer_whom_the_phones_may_not_report_learns_that_nothing_was_recorded() {
        directory.inPlan = false;
        HttpResponse page = report(signIn(PIN), "checked-in", "");
        assertThat(page.status()).isEqualTo(400);
        assertThat(html(page)).contains("Nothing was recorded: the plan of the district does not let");
        assertThat(written).isEmpty();
    }

    @Test
    void an_instance_that_does_not_know_plans_and_access_says_so() {
        directory.ready = false;
        assertThat(get("printed").status()).isEqualTo(503);
        assertThat(html(get("printed"))).contains("Nothing was recorded");
    }

    @Test
    void a_campus_without_phones_has_no_page() {
        assertThat(send("GET", "/check-in/elm/south", Map.of("code", List.of("printed")), Map.of(), "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void forged_and_incomplete_forms_record_nothing() {
        HttpResponse buttons = signIn(PIN);
        for (Map<String, String> form : List.of(
                Map.of("session", "x.y", "form", "0".repeat(32), "action", "checked-in"),
                Map.of("session", field(buttons, "session"), "form", "0".repeat(32), "action", "weapon-seen"),
                Map.of("session", field(buttons, "session"), "form", "../x", "action", "checked-in"),
                Map.of(
                        "session",
                        field(buttons, "session"),
                        "form",
                        "0".repeat(32),
                        "action",
                        "called-away",
                        "where",
                        "x".repeat(129)),
                Map.<String, String>of())) {
            assertThat(post("/check-in/elm/north/report", form).status()).isBetween(400, 599);
        }
        assertThat(written).isEmpty();
    }

    @Test
    void a_post_from_another_site_is_refused() {
        HttpRequest request = request(
                "POST", "/check-in/elm/north/report", Map.of(), Map.of("sec-fetch-site", List.of("cross-site")), "");
        assertThat(route(request).handler().refuse(request)).isPresent();
    }

    @Test
    void the_phone_remembers_the_badge() {
        HttpResponse buttons = signIn(PIN);
        String cookie = buttons.headers().get("Set-Cookie");
        assertThat(cookie).startsWith("__Host-postwatch-badge=D-17;").contains("HttpOnly");
        HttpResponse next = send(
                "GET",
                "/check-in/elm/north",
                Map.of("code", List.of("printed")),
                Map.of("cookie", List.of(cookie.substring(0, cookie.indexOf(';')))),
                "");
        assertThat(html(next)).contains("value=\"D-17\"");
    }

    private HttpResponse get(String code) {
        return send(
                "GET", "/check-in/elm/north", code == null ? Map.of() : Map.of("code", List.of(code)), Map.of(), "");
    }

    private HttpResponse signIn(String pin) {
        return enterPin(get(codes.current(NORTH, now)), "D-17", pin);
    }

    private HttpResponse enterPin(HttpResponse scanned, String badge, String pin) {
        return post(
                "/check-in/elm/north/officer", Map.of("ticket", field(scanned, "ticket"), "badge", badge, "pin", pin));
    }

    private HttpResponse report(HttpResponse buttons, String action, String where) {
        return post(
                "/check-in/elm/north/report",
                Map.of(
                        "session",
                        field(buttons, "session"),
                        "form",
                        field(buttons, "form"),
                        "action",
                        action,
                        "where",
                        where));
    }

    private HttpResponse post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", path, Map.of(), Map.of("content-type", List.of("application/x-www-form-urlencoded")), body);
    }

    private HttpResponse send(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            String body) {
        HttpRequest request = request(method, path, query, headers, body);
        return route(request).handler().handle(request).toCompletableFuture().join();
    }

    private static HttpRequest request(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            String body) {
        String[] segments = path.split("/");
        Map<String, String> parameters = new HashMap<>(Map.of("district", segments[2], "campus", segments[3]));
        return new HttpRequest(
                method,
                path,
                parameters,
                query,
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                InetAddress.getLoopbackAddress(),
                Optional.empty());
    }

    private HttpRoute route(HttpRequest request) {
        String last = request.path().substring(request.path().lastIndexOf('/'));
        return routes.stream()
                .filter(route -> route.methods().contains(request.method())
                        && (request.method().equals("GET")
                                || route.pathTemplate().endsWith(last)))
                .findFirst()
                .orElseThrow();
    }

    private static String field(HttpResponse page, String name) {
        Matcher value =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(html(page));
        assertThat(value.find()).as(name + " in " + html(page)).isTrue();
        return value.group(1);
    }

    private PresenceSignal onlySignal() {
        assertThat(written).hasSize(1);
        return (PresenceSignal) written.get(0);
    }

    private static String html(HttpResponse page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }
}
