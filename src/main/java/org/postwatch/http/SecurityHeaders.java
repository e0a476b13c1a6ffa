package org.postwatch.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The headers of every response: it is not stored unless a handler says otherwise, and a browser does not guess its type. */
final class SecurityHeaders {
    private SecurityHeaders() {}

    static void put(HttpFields.Mutable headers) {
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
    }
}
