package org.postwatch.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.postwatch.coverage.CoverageState;
import org.postwatch.notification.model.LocalTimeFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The state of a campus, and of the posts that determine it, with their start and reasons. */
record CampusStatusRow(String district, String campus, CoverageState state, String since, String why)
        implements Comparable<CampusStatusRow> {
    private static final JsonMapper JSON = new JsonMapper();

    /** Of a value of postwatch.coverage. */
    static CampusStatusRow of(String value, DistrictTimeZones zones) {
        JsonNode campus = JSON.readTree(value);
        CoverageState state = CoverageState.of(campus.path("state").asString());
        List<JsonNode> posts = StreamSupport.stream(campus.path("posts").spliterator(), false)
                .filter(post -> post.path("state").asString().equals(state.wireName()))
                .toList();
        String district = campus.path("district").asString();
        String id = campus.path("campus").asString();
        ZoneId zone = zones.of(district, id);
        return new CampusStatusRow(
                district,
                id,
                state,
                posts.stream()
                        .map(post -> post.path("since").asString())
                        .filter(since -> !since.isEmpty())
                        .map(Instant::parse)
                        .min(Comparator.naturalOrder())
                        .map(since -> LocalTimeFormat.format(since, zone))
                        .orElse(""),
                posts.stream()
                        .map(CampusStatusRow::why)
                        .filter(why -> !why.isEmpty())
                        .map(why -> LocalTimeFormat.formatInstantsIn(why, zone))
                        .collect(Collectors.joining("; ")));
    }

    private static String why(JsonNode post) {
        String reasons = StreamSupport.stream(post.path("reasons").spliterator(), false)
                .map(CampusStatusRow::reason)
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "" : post.path("post").asString() + ": " + reasons;
    }

    private static String reason(JsonNode reason) {
        String args = StreamSupport.stream(reason.path("args").spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        return reason.path("code").asString() + (args.isEmpty() ? "" : "(" + args + ")");
    }

    List<String> cells() {
        return List.of(district, campus, state.wireName(), since, why);
    }

    @Override
    public int compareTo(CampusStatusRow other) {
        return Comparator.comparing(CampusStatusRow::state)
                .reversed()
                .thenComparing(CampusStatusRow::district)
                .thenComparing(CampusStatusRow::campus)
                .compare(this, other);
    }
}
