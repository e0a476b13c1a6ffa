package org.postwatch.checkin.http;

import java.util.Map;
import org.postwatch.http.HttpRequest;

/** The fields of a form as a browser sent them. */
record CheckInForm(Map<String, String> fields) {
    /** One without fields, if the body is no form. */
    static CheckInForm of(HttpRequest request) {
        try {
            return new CheckInForm(request.form());
        } catch (IllegalArgumentException e) {
            return new CheckInForm(Map.of());
        }
    }

    /** A field; an empty text if it is absent. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
