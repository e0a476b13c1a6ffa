package org.postwatch.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;

/**
 * Scripts and stylesheets, at {@code /assets/VERSION/NAME}. The version is a hash of all of them: a browser keeps what it has
 * until one changes, and a module can import another by {@code ./NAME}.
 */
public final class StaticAssets {
    private static final String OWN = "/assets/";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final int VERSION_DIGITS = 16;

    /** Every asset by its name, with its place on the class path. */
    private static final Map<String, String> PLACES =
            places(List.of("postwatch.css", "icon.svg", "desk.js"), Map.of("htmx.js", HTMX));

    private static final Map<String, byte[]> CONTENTS = contents();
    private static final String VERSION = version();

    private StaticAssets() {}

    private static Map<String, String> places(List<String> own, Map<String, String> libraries) {
        Map<String, String> places = new LinkedHashMap<>();
        own.forEach(name -> places.put(name, OWN + name));
        places.putAll(libraries);
        return places;
    }

    private static Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        PLACES.forEach((name, place) -> contents.put(name, read(place)));
        return contents;
    }

    private static byte[] read(String place) {
        try (InputStream file = StaticAssets.class.getResourceAsStream(place)) {
            if (file == null) {
                throw new IllegalStateException("the class path has no " + place);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            CONTENTS.values().forEach(all::update);
            return HexFormat.of().formatHex(all.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The path of an asset, for a template.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static String path(String name) {
        if (!CONTENTS.containsKey(name)) {
            throw new IllegalArgumentException("there is no asset " + name + "; found " + CONTENTS.keySet());
        }
        return "/assets/" + VERSION + "/" + name;
    }

    /** Serves them. */
    public static HttpRoute route() {
        return HttpRoute.get(
                "/assets/{version}/{name}", request -> CompletableFuture.completedFuture(response(request)));
    }

    private static HttpResponse response(HttpRequest request) {
        String name = request.pathParameters().get("name");
        byte[] content = CONTENTS.get(name);
        if (content == null) {
            return HttpResponse.problem(404, "not-found", "there is no such asset");
        }
        HttpResponse found = HttpResponse.of(200, contentType(name), Arrays.copyOf(content, content.length));
        // During an upgrade the page of one version may ask an instance of another.
        return request.pathParameters().get("version").equals(VERSION)
                ? found.withHeader("Cache-Control", "public, max-age=31536000, immutable")
                : found;
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("no media type is known for " + name);
        };
    }
}
