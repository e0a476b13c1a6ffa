package org.postwatch.page;

import java.net.URI;
import java.util.Optional;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;

/**
 * Refuses a post that a page of another site caused. Browsers state where a request comes from in {@code Sec-Fetch-Site}, older
 * ones in {@code Origin}; neither can be set by a page. A program has no cookies that another site could use, and sends one of
 * the two itself.
 */
public final class SameOriginCheck {
    private SameOriginCheck() {}

    /** The refusal of a request that does not come from a page of this instance; empty for one that does. */
    public static Optional<HttpResponse> refuse(HttpRequest request) {
        return isSameOrigin(request)
                ? Optional.empty()
                : Optional.of(HttpResponse.problem(
                        403,
                        "cross-site",
                        "the request comes from another site, or does not say from where; expected the header Sec-Fetch-Site:"
                                + " same-origin, or an Origin with the host of this request"));
    }

    private static boolean isSameOrigin(HttpRequest request) {
        if (request.headers().containsKey("sec-fetch-site")) {
            return request.header("sec-fetch-site")
                    .filter("same-origin"::equals)
                    .isPresent();
        }
        return request.header("origin")
                .flatMap(SameOriginCheck::authority)
                .filter(from -> from.equalsIgnoreCase(request.header("host").orElse("")))
                .isPresent();
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
