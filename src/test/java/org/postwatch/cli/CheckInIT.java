package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.InstalledTool;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.checkin.qr.QrCodeReading;
import org.postwatch.streams.Topics;

/** A district without any system: its officers check in by phone. */
class CheckInIT {
    private static final String DISTRICT = """
            district: elm
            name: Elm
            zone: Etc/UTC
            first-day: 2024-01-01
            calendar:
              terms: [{ from: 2024-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: D-17, kind: police, duties: [sro] }
              - { badge: D-18, kind: police, duties: [sro] }
            feeds:
              - { source: phones, agencies: [district], types: [staffing], limit: 1m }
              - { source: desk, agencies: [district], campuses: [north], types: [staffing], hours: [{ from: "00:00", to: "00:00" }] }
            campuses:
              - id: north
                name: North High School
                posts:
                  - { id: sro, kinds: [police], feeds: [phones] }
            """;
    private static final String INTAKE = """
            phones: [{ campus: north, feed: phones }]
            desks: [{ campus: north, feed: desk }]
            """;
    private static final String PIN = "582914";
    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final Duration MAX_START_TIME = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static PostwatchServer server;
    private static ClientSettings clients;
    private static String config;
    private static String origin;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Path file = Files.writeString(directory.resolve("instance.yaml"), """
                data.directory: %s
                broker.port: 0
                management.port: 0
                front.port: 0
                roles: [coverage, notification, intake]
                topics.replication: 1
                security.feeds: open
                """.formatted(directory.resolve("instance")));
        server = PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology);
        assertThat(server.awaitRunning(MAX_START_TIME)).isTrue();
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n")
                .toString();
        clients = ClientSettings.of(Configuration.read(Path.of(config)));
        origin = "http://127.0.0.1:" + server.frontPort().orElseThrow();
        Path folder = Files.createDirectory(directory.resolve("elm"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("intake.yaml"), INTAKE);
        run("plan", "apply", folder.toString(), "-c", config, "--author", "m", "--reason", "first");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_officer_checks_in_by_phone_and_the_post_is_covered() throws Exception {
        choosePin("D-17");
        CliResult sheet = sheet("north.svg");
        assertThat(Files.readString(directory.resolve("north.svg"))).startsWith("<svg ");
        String link = sheet.out().strip();
        assertThat(sheet.err()).doesNotContain(link);
        waitUntil("the sheet is known", () -> get(link).statusCode() == 200);

        String buttons = enterPin(get(link).body(), "D-17", PIN).body();
        assertThat(buttons).contains("Arrived", "Called away", "Back", "Left");
        HttpResponse<String> arrived = report(buttons, "checked-in");
        assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(200);
        assertThat(arrived.body()).contains("Recorded: Arrived at ");
        awaitCoverage("COVERED");
        assertThat(run("status", "-c", config).out()).contains("COVERED");
        assertThat(staffing())
                .anySatisfy(event -> assertThat(event)
                        .contains("\"source\":\"phones\"", "officer.checked-in", "\"proof\":\"printed-code\""));

        waitUntil(
                "intake speaks for the phones",
                () -> staffing().stream().anyMatch(event -> event.contains("feed.heartbeat")));

        run("phone", "revoke", "elm", "D-17", "--by", "lopez", "-c", config);
        waitUntil("the PIN has ended", () -> report(buttons, "checked-out").statusCode() == 403);
        awaitCoverage("COVERED");
    }

    @Test
    void a_replaced_sheet_ends() throws Exception {
        String first = sheet("first.svg").out().strip();
        waitUntil("the sheet is known", () -> get(first).statusCode() == 200);
        String scanned = get(first).body();
        String second = sheet("second.svg", "--replace").out().strip();
        waitUntil("the former sheet has ended", () -> get(first).statusCode() == 403);
        waitUntil("the sheet is known", () -> get(second).statusCode() == 200);
        assertThat(get(first).body()).contains("The code has expired");
        assertThat(enterPin(scanned, "D-17", PIN).body()).contains("The page has expired");
        assertThat(run("access", "list", "--district", "elm", "-c", config).out())
                .contains("sheet")
                .doesNotContain(second.substring(second.indexOf('=') + 1));
    }

    @Test
    void a_code_works_once_and_a_pin_that_is_easily_guessed_is_rejected() throws Exception {
        String code = enrol("D-18");
        HttpResponse<String> easy = post("/pin/elm", pinForm("D-18", code, "123456"));
        assertThat(easy.statusCode()).isEqualTo(400);
        assertThat(easy.body()).contains("These digits follow each other");
        waitUntil(
                "the code is known",
                () -> post("/pin/elm", pinForm("D-18", code, PIN)).statusCode() == 200);
        HttpResponse<String> again = post("/pin/elm", pinForm("D-18", code, "771004"));
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("the code was used");
    }

    @Test
    void names_that_no_plan_has_are_reported_with_the_nearest_ones() {
        CliResult unknown = CliResult.run("phone", "enrol", "elm", "D-71", "--by", "lopez", "-c", config);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("unknown officer 'D-71'; did you mean 'D-17'?");
        CliResult campus =
                CliResult.run("phone", "sheet", "elm", "nort", "--by", "lopez", "--address", origin, "-c", config);
        assertThat(campus.exitCode()).isEqualTo(1);
        assertThat(campus.err()).contains("no phones of campus 'nort'", "did you mean 'north'?");
    }

    @Test
    void a_sheet_with_an_address_that_no_phone_reaches_is_not_created() {
        CliResult loopback = CliResult.run("phone", "sheet", "elm", "north", "--by", "lopez", "-c", config);
        assertThat(loopback.exitCode()).isEqualTo(2);
        assertThat(loopback.out()).isEmpty();
        assertThat(loopback.err()).contains("phones cannot reach", "expected --address");
    }

    /** On a small phone, and by everybody (WCAG 2.2 AA). The pages work without JavaScript. */
    @Test
    void the_pages_fit_a_phone_and_everybody_can_use_them() throws Exception {
        InstalledTool.require(CHROMIUM, "chromium");
        choosePin("D-18");
        String link = sheet("page.svg").out().strip();
        waitUntil("the sheet is known", () -> get(link).statusCode() == 200);
        try (Playwright playwright = playwright();
                Browser browser = browser(playwright)) {
            BrowserContext phone = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844));
            Page page = phone.newPage();
            page.navigate(origin + "/pin/elm");
            assertAccessible(page);
            page.navigate(link);
            assertAccessible(page);
            page.getByLabel("Badge").fill("D-18");
            page.getByLabel("PIN").fill(PIN);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue"))
                    .click();
            page.getByText("What do you report?").waitFor();
            assertAccessible(page);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Arrived"))
                    .click();
            page.getByText("Recorded: Arrived at").waitFor();
            assertAccessible(page);
            if (Boolean.getBoolean("docs.renew")) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs/images/phone-check-in.png")));
            }
            page.navigate(link);
            assertThat(page.getByLabel("Badge").inputValue()).as("remembered").isEqualTo("D-18");

            Page plain = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))
                    .newPage();
            plain.navigate(link);
            plain.getByLabel("Badge").fill("D-18");
            plain.getByLabel("PIN").fill(PIN);
            plain.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue"))
                    .click();
            plain.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Left"))
                    .click();
            plain.getByText("Recorded: Left at").waitFor();
        }
    }

    @Test
    void an_officer_scans_the_code_that_the_front_desk_shows() throws Exception {
        InstalledTool.require(CHROMIUM, "chromium");
        choosePin("D-18");
        String code = run("desk", "enrol", "elm", "north", "--by", "lopez", "-c", config)
                .out()
                .strip();
        try (Playwright playwright = playwright();
                Browser browser = browser(playwright);
                BrowserContext tablet =
                        browser.newContext(new Browser.NewContextOptions().setViewportSize(800, 1280))) {
            Page desk = tablet.newPage();
            desk.navigate(origin + "/desk/elm/north");
            desk.waitForCondition(() -> {
                desk.getByLabel("Code").fill(code);
                desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enrol"))
                        .click();
                return desk.locator("#desk").count() == 1;
            });
            Locator shown = desk.locator(".check-in svg");
            shown.waitFor();
            assertAccessible(desk);
            String link = QrCodeReading.of((String) shown.evaluate("svg => svg.outerHTML"));
            assertThat(link).startsWith(origin + "/check-in/elm/north?code=");
            String buttons = enterPin(get(link).body(), "D-18", PIN).body();
            assertThat(report(buttons, "checked-in").body()).contains("Recorded: Arrived at ");
            assertThat(staffing())
                    .anySatisfy(
                            event -> assertThat(event).contains("\"subject\":\"D-18\"", "\"proof\":\"rotating-code\""));

            tablet.setOffline(true);
            desk.getByText("NOT CONNECTED").waitFor();
            assertThat(shown.isVisible()).as("an old code is not shown").isFalse();
        }
    }

    private static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    private static Browser browser(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setArgs(List.of("--no-sandbox")));
    }

    private static void assertAccessible(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as(page.url())
                .isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("fits the width")
                .isTrue();
    }

    private void choosePin(String badge) throws Exception {
        String code = enrol(badge);
        waitUntil(
                "the code is known",
                () -> post("/pin/elm", pinForm(badge, code, PIN)).statusCode() == 200);
    }

    private static String enrol(String badge) {
        String code = run("phone", "enrol", "elm", badge, "--by", "lopez", "-c", config)
                .out()
                .strip();
        assertThat(code).matches("[0-9A-Z]{5}-[0-9A-Z]{5}");
        return code;
    }

    private static CliResult sheet(String svg, String... more) {
        String[] command = {
            "phone",
            "sheet",
            "elm",
            "north",
            "--by",
            "lopez",
            "--address",
            origin,
            "--svg",
            directory.resolve(svg).toString(),
            "-c",
            config
        };
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(command), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return run(all);
    }

    private static Map<String, String> pinForm(String badge, String code, String pin) {
        return Map.of("badge", badge, "code", code, "pin", pin, "again", pin);
    }

    private HttpResponse<String> enterPin(String page, String badge, String pin) {
        return post("/check-in/elm/north/officer", Map.of("ticket", field(page, "ticket"), "badge", badge, "pin", pin));
    }

    private HttpResponse<String> report(String buttons, String action) {
        return post(
                "/check-in/elm/north/report",
                Map.of("session", field(buttons, "session"), "form", field(buttons, "form"), "action", action));
    }

    private HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(origin + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String field(String page, String name) {
        Matcher value =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(value.find()).as(name + " in " + page).isTrue();
        return value.group(1);
    }

    private static void awaitCoverage(String state) {
        waitUntil(
                "the campus is " + state,
                () -> CompactedTopicReader.readLatest(clients, Topics.COVERAGE)
                        .getOrDefault("elm/north", "")
                        .contains("\"state\":\"" + state + "\""));
    }

    private static List<String> staffing() {
        List<String> events = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> all = TopicReader.assign(consumer, List.of(Topics.STAFFING_EVENTS));
            TopicReader.readTo(
                    consumer.endOffsets(all),
                    consumer,
                    record -> events.add(new String(record.value(), StandardCharsets.UTF_8)));
        }
        return events;
    }

    private static CliResult run(String... command) {
        CliResult said = CliResult.run(command);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }
}
