package org.postwatch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;

class PageProtectionTest {
    private static final String LOCAL = "127.0.0.1";
    private static final String REMOTE = "192.0.2.7";
    private static final SiteCookies PLAIN = new SiteCookies(false);

    @Test
    void a_post_of_this_site_is_taken() {
        assertRefused(false, "sec-fetch-site", "same-origin");
        assertRefused(false, "origin", "http://desk.example:8080", "host", "desk.example:8080");
    }

    @Test
    void a_post_of_another_site_is_refused() {
        assertRefused(true, "sec-fetch-site", "cross-site");
        assertRefused(true, "sec-fetch-site", "same-site");
        assertRefused(true, "sec-fetch-site", "none");
        assertRefused(true, "origin", "http://evil.example", "host", "desk.example:8080");
        assertRefused(true, "origin", "null", "host", "desk.example:8080");
        assertRefused(true, "host", "desk.example:8080");
        // The newer header decides.
        assertRefused(
                true,
                "sec-fetch-site",
                "cross-site",
                "origin",
                "http://desk.example:8080",
                "host",
                "desk.example:8080");
    }

    private static void assertRefused(boolean refused, String... headers) {
        assertThat(SameOriginCheck.refuse(request(LOCAL, headers)).isPresent()).isEqualTo(refused);
    }

    @Test
    void a_cookie_needs_tls_except_on_this_machine() {
        assertThat(setCookie(new SiteCookies(true), LOCAL))
                .isEqualTo("__Host-postwatch-desk=abc_-1; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
        assertThat(setCookie(PLAIN, REMOTE))
                .startsWith("__Host-postwatch-desk=")
                .endsWith("; Secure");
        assertThat(setCookie(PLAIN, LOCAL))
                .isEqualTo("postwatch-desk=abc_-1; Path=/; Max-Age=60; HttpOnly; SameSite=Strict");
    }

    @Test
    void a_cookie_is_read_back_once() {
        assertThat(PLAIN.value(request(LOCAL, "cookie", "a=b; postwatch-desk=abc"), "desk"))
                .contains("abc");
        assertThat(PLAIN.value(request(REMOTE, "cookie", "a=b; __Host-postwatch-desk=abc"), "desk"))
                .contains("abc");
        // Over TLS one without the prefix may come from another host of the domain.
        assertThat(PLAIN.value(request(REMOTE, "cookie", "postwatch-desk=abc"), "desk"))
                .isEmpty();
        assertThat(PLAIN.value(request(LOCAL, "cookie", "postwatch-desk=abc; postwatch-desk=def"), "desk"))
                .isEmpty();
    }

    @Test
    void a_form_has_fields() {
        HttpRequest form = request(LOCAL, "content-type", "application/x-www-form-urlencoded; charset=UTF-8");
        assertThat(form.form()).isEqualTo(Map.of("code", "AB CD", "where", "gym & hall"));
        assertThatThrownBy(() -> request(LOCAL, "content-type", "text/plain").form())
                .hasMessageContaining("application/x-www-form-urlencoded");
    }

    private static String setCookie(SiteCookies cookies, String client) {
        return cookies.set(request(client), HttpResponse.empty(204), "desk", "abc_-1", Duration.ofMinutes(1))
                .headers()
                .get("Set-Cookie");
    }

    private static HttpRequest request(String client, String... headers) {
        Map<String, List<String>> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        try {
            return new HttpRequest(
                    "POST",
                    "/desk",
                    Map.of(),
                    Map.of(),
                    all,
                    "code=AB+CD&where=gym+%26+hall".getBytes(StandardCharsets.UTF_8),
                    InetAddress.getByName(client),
                    Optional.empty());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
