package org.postwatch.event;

/** Event types that a district's documents grant to a feed under one name. */
public enum EventGroup {
    STAFFING("staffing", true),
    ENTRANCE("entrance", true),
    CAMERA("camera", true),
    DEVICE("device", true),
    WEAPON("weapon", true),
    /** Granted as a whole only, as {@link #CONDUCT}: its types have no names of their own in documents. */
    PANIC("panic", false),
    CONDUCT("conduct", false);

    private final String documentName;
    private final boolean grantedByType;

    EventGroup(String documentName, boolean grantedByType) {
        this.documentName = documentName;
        this.grantedByType = grantedByType;
    }

    /** The name of the group in {@code types} of a feed. */
    public String documentName() {
        return documentName;
    }

    /** Whether documents may also grant its types one by one. */
    public boolean isGrantedByType() {
        return grantedByType;
    }
}
