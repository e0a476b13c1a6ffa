package org.postwatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.http.HttpAddress;
import org.postwatch.http.HttpLimits;
import org.postwatch.http.HttpServer;

class StaticAssetsTest {
    @Test
    void a_browser_keeps_an_asset_until_the_version_changes() throws Exception {
        try (HttpServer server = HttpServer.start(
                HttpAddress.plain("test", "127.0.0.1", 0), HttpLimits.FRONT, List.of(StaticAssets.route()))) {
            HttpResponse<String> script = get(server, StaticAssets.path("htmx.js"));
            assertThat(script.statusCode()).isEqualTo(200);
            assertThat(script.body()).contains("htmx");
            assertHeader(script, "content-type", "text/javascript; charset=utf-8");
            assertHeader(script, "cache-control", "public, max-age=31536000, immutable");
            assertHeader(script, "x-content-type-options", "nosniff");

            assertHeader(get(server, StaticAssets.path("icon.svg")), "content-type", "image/svg+xml");

            HttpResponse<String> former = get(server, "/assets/0123456789abcdef/postwatch.css");
            assertThat(former.statusCode()).isEqualTo(200);
            assertHeader(former, "cache-control", "no-store");

            assertThat(get(server, "/assets/0123456789abcdef/logback.xml").statusCode())
                    .isEqualTo(404);
        }
    }

    private static void assertHeader(HttpResponse<String> response, String name, String expected) {
        assertThat(response.headers().firstValue(name)).contains(expected);
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString());
    }
}
