package org.postwatch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.postwatch.http.HttpResponse;

class HtmlPageTest {
    @Test
    void a_page_allows_nothing_from_elsewhere() {
        HttpResponse page = new PageMessage("Not found", "There is no such desk.").response(404);
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Referrer-Policy", "same-origin")
                .containsEntry(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    @Test
    void values_are_escaped() {
        HttpResponse page = new PageMessage("<script>alert(1)</script>", "\"&'").response(200);
        assertThat(html(page)).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void a_page_links_to_the_assets_of_this_version() {
        assertThat(html(new PageMessage("a", "b").response(200))).contains(StaticAssets.path("postwatch.css"));
        assertThatThrownBy(() -> StaticAssets.path("other.css")).hasMessageContaining("postwatch.css");
    }

    @Test
    void a_redirect_stays_on_this_host() {
        assertThat(HtmlPage.redirect("/desk/cedar-hollow/chs").headers())
                .containsEntry("Location", "/desk/cedar-hollow/chs");
        for (String elsewhere : new String[] {"//example.org", "https://example.org/", "/a\r\nb", "/\\example.org"}) {
            assertThatThrownBy(() -> HtmlPage.redirect(elsewhere)).hasMessageContaining("no path of this instance");
        }
    }

    private static String html(HttpResponse page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }
}
