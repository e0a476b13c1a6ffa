package org.postwatch.notification.model;

/**
 * What the instance that delivers connects to or writes to.
 *
 * @param text the URL or a reference to one, the name of the host, or the path of the folder; empty for the recipient's topic
 */
public record Endpoint(EndpointKind kind, ConfigValue text) {
    /** The recipient's own topic, {@code postwatch.recipient.<district>.<recipient>}. */
    public static final Endpoint RECIPIENT_TOPIC = new Endpoint(EndpointKind.RECIPIENT_TOPIC, new ConfigValue(""));

    /** What its text means. */
    public enum EndpointKind {
        URL,
        HOST,
        FOLDER,
        RECIPIENT_TOPIC
    }

    public static Endpoint url(ConfigValue url) {
        return new Endpoint(EndpointKind.URL, url);
    }

    public static Endpoint host(String name) {
        return new Endpoint(EndpointKind.HOST, new ConfigValue(name));
    }

    public static Endpoint folder(String path) {
        return new Endpoint(EndpointKind.FOLDER, new ConfigValue(path));
    }
}
