package org.postwatch.routing;

/**
 * A text of an address, or where to find it: {@code env:NAME} and {@code file:PATH} are looked up only by who sends, so
 * that no secret stands in documents, topics or logs.
 */
public record Setting(String text) {
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final String FOLDER = "folder:";

    /** Whether it only names a place. */
    public boolean isReference() {
        return text.startsWith(ENVIRONMENT) || text.startsWith(FILE);
    }

    /**
     * What it stands for in one form whatever its spelling: the receiver of a web address, the path of a folder. A reference
     * stands for what it refers to, unseen.
     */
    String place() {
        if (text.startsWith(FOLDER)) {
            return FOLDER + WebAddress.plain(text.substring(FOLDER.length()));
        }
        return WebAddress.of(text).map(WebAddress::place).orElse(text);
    }

    /** The name of the variable, or null. */
    public String variable() {
        return text.startsWith(ENVIRONMENT) ? text.substring(ENVIRONMENT.length()) : null;
    }

    /** The path of the file, or null. */
    public String file() {
        return text.startsWith(FILE) ? text.substring(FILE.length()) : null;
    }
}
