package org.postwatch.page;

import org.postwatch.http.HttpResponse;

/**
 * A page that says one thing, such as why a request is refused.
 *
 * @param title a few words
 * @param text what was found and what to do
 */
public record PageMessage(String title, String text) {
    /** The page with a status. */
    public HttpResponse response(int status) {
        return HtmlPage.of(status, "layout/message.jte", this);
    }
}
