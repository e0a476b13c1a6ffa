package org.postwatch.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import org.postwatch.http.HttpResponse;

/** Responses for a browser: templates of {@code src/main/jte}, rendered, with the headers that every page has. */
public final class HtmlPage {
    /** Nothing is loaded from elsewhere, nothing inline is run, and no other site can frame the page or get its forms. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                    + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlPage.class.getClassLoader());

    private HtmlPage() {}

    /**
     * A page, or a part of one that htmx asked for. Caches do not store it.
     *
     * @param template a file below {@code src/main/jte}, as {@code desk/enrol.jte}
     * @param model the value of its one parameter
     * @throws gg.jte.TemplateException if there is no such template, or it fails
     */
    public static HttpResponse of(int status, String template, Object model) {
        StringOutput html = new StringOutput();
        TEMPLATES.render(template, model, html);
        return withHeaders(HttpResponse.of(
                status, "text/html; charset=utf-8", html.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The answer to a form that was taken: the browser gets the page of a path of this instance next, and a reload does not post
     * again.
     *
     * @param path of this instance, percent-encoded
     * @throws IllegalArgumentException if it leads to another host
     */
    public static HttpResponse redirect(String path) {
        if (!path.matches("/([A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*)?")) {
            throw new IllegalArgumentException("'" + path + "' is no path of this instance");
        }
        return withHeaders(HttpResponse.empty(303).withHeader("Location", path));
    }

    /** With the policy no-referrer, browsers would post forms with {@code Origin: null}, which {@link SameOriginCheck} refuses. */
    private static HttpResponse withHeaders(HttpResponse response) {
        return response.withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .withHeader("Referrer-Policy", "same-origin");
    }
}
