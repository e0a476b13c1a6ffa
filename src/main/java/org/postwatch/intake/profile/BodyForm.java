package org.postwatch.intake.profile;

/** How the body of a message is decoded for an entry of a profile. */
enum BodyForm {
    JSON("json"),
    /** {@code body} is the text itself. */
    TEXT("text"),
    /** {@code application/x-www-form-urlencoded}. */
    FORM("form"),
    /**
     * {@code body} is the root element under its name; an element with elements in it is a list, one with text only a text.
     */
    XML("xml"),
    /** Not looked at: {@code body} is an empty object. */
    NONE("none");

    private final String documentName;

    BodyForm(String documentName) {
        this.documentName = documentName;
    }

    String documentName() {
        return documentName;
    }
}
