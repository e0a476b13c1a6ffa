package org.postwatch.wire;

import java.util.List;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** The fields that are read: attributes of the envelope first, then those of {@code data}, by number. */
final class EventFieldIndex {
    static final int SPECVERSION = 0;
    static final int ID = 1;
    static final int SOURCE = 2;
    static final int TYPE = 3;
    static final int TIME = 4;
    static final int SUBJECT = 5;
    static final int PARTITIONKEY = 6;
    static final int RECORDEDTIME = 7;
    /** Bytes that hold the data as JSON: CloudEvents 1.0, JSON format, 3.1. */
    static final int DATA_BASE64 = 8;

    static final int DATA = 9;
    static final int CAMPUS = 10;
    static final int DUTY = 11;
    static final int SHIFT = 12;
    static final int FROM = 13;
    static final int TO = 14;
    static final int COMPLETE_SINCE = 15;
    static final int ENTRANCE = 16;
    static final int DEVICE = 17;
    static final int ACTOR = 18;
    static final int NOTE = 19;
    static final int KEEP_OPEN_FROM = 20;
    static final int WHAT = 21;
    static final int EMERGENCY = 22;
    static final int INSTANCE = 23;
    static final int STUCK = 24;
    static final int LOCATION = 25;
    static final int WHERE = 26;
    static final int PROOF = 27;

    private static final List<String> ATTRIBUTE_NAMES = List.of(
            "specversion",
            "id",
            "source",
            "type",
            "time",
            "subject",
            "partitionkey",
            "recordedtime",
            "data_base64",
            "data");
    private static final List<String> DATA_FIELD_NAMES = List.of(
            "campus",
            "duty",
            "shift",
            "from",
            "to",
            "completeSince",
            "entrance",
            "device",
            "actor",
            "note",
            "keepOpenFrom",
            "what",
            "emergency",
            "instance",
            "stuck",
            "location",
            "where",
            "proof");

    static final int COUNT = ATTRIBUTE_NAMES.size() + DATA_FIELD_NAMES.size();
    static final PropertyNameMatcher ATTRIBUTE_MATCHER = matcher(ATTRIBUTE_NAMES);
    static final PropertyNameMatcher DATA_FIELD_MATCHER = matcher(DATA_FIELD_NAMES);

    private EventFieldIndex() {}

    /** Where it stands, as {@code data.campus}. */
    static String pathOf(int field) {
        return field <= DATA ? ATTRIBUTE_NAMES.get(field) : "data." + DATA_FIELD_NAMES.get(field - CAMPUS);
    }

    private static PropertyNameMatcher matcher(List<String> names) {
        // Literals are interned already.
        return JsonSettings.FACTORY.constructNameMatcher(
                names.stream().map(Named::fromString).toList(), true);
    }
}
