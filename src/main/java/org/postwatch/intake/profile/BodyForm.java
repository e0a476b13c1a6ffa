package org.postwatch.intake.profile;

/** How the body of a message is decoded for an entry of a profile. */
enum BodyForm {
    JSON("json"),
    /** {@code body} is the text itself. */
    TEXT("text"),
    /** {@code application/x-www-form-urlencoded}. */
    FORM("form"),
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
