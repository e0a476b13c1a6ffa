package org.postwatch.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One of the districts under {@code config/}, read as bare YAML: enough to know which names and times are right. */
record ShippedDistrict(String name, ZoneId zone, Map<String, JsonNode> campuses, JsonNode root) {
    static final List<String> NAMES = List.of("socorro-nm", "socorro-tx", "roaring-fork", "palm-springs", "frontier");
    private static final Path CONFIG = Path.of("config");

    static ShippedDistrict read(String name) {
        Path folder = documents(name);
        JsonNode root = yaml(folder.resolve("district.yaml"));
        var files = new ArrayList<JsonNode>(List.of(root));
        if (Files.isDirectory(folder.resolve("campuses"))) {
            try (Stream<Path> more = Files.list(folder.resolve("campuses"))) {
                more.sorted().map(ShippedDistrict::yaml).forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var campuses = new TreeMap<String, JsonNode>();
        files.forEach(f ->
                f.path("campuses").forEach(c -> campuses.put(c.required("id").asString(), c)));
        return new ShippedDistrict(name, ZoneId.of(root.required("zone").asString()), campuses, root);
    }

    static Path documents(String name) {
        return CONFIG.resolve("districts").resolve(name);
    }

    static Path events(String name) {
        return CONFIG.resolve("scenarios").resolve(name).resolve("events.ndjson");
    }

    ExpectedFile expected() {
        return ExpectedFile.read(
                CONFIG.resolve("scenarios").resolve(name).resolve("expected.yaml"), zone, this::zoneOf);
    }

    ExpectedNotices notices() {
        return ExpectedNotices.read(CONFIG.resolve("scenarios").resolve(name).resolve("notices.yaml"), zone);
    }

    /** Since when each matter of conduct in the recording is an emergency, by its event or by an operator's command. */
    Map<String, Instant> emergencies() {
        var emergencies = new TreeMap<String, Instant>();
        try (Stream<String> lines = Files.lines(events(name))) {
            lines.filter(line -> line.contains("postwatch.co")).forEach(line -> {
                JsonNode event = JsonMapper.shared().readTree(line);
                String subject = event.path("subject").asString("");
                String type = event.required("type").asString();
                Instant time = Instant.parse(event.required("time").asString());
                if (type.equals("postwatch.command.emergency")) {
                    emergencies.put(subject, time);
                } else if (event.path("data").path("emergency").booleanValue(false)) {
                    String source = event.required("source").asString();
                    emergencies.put(
                            "conduct/" + subject + "/" + source + "/"
                                    + event.required("id").asString(),
                            time);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return emergencies;
    }

    /** @throws IllegalArgumentException when the district has no such campus */
    ZoneId zoneOf(String campus) {
        if (!campuses.containsKey(campus)) {
            throw new IllegalArgumentException("no campus '" + campus + "' in " + name);
        }
        JsonNode own = campuses.get(campus).path("zone");
        return own.isMissingNode() ? zone : ZoneId.of(own.asString());
    }

    List<String> posts(String campus) {
        return ids(campuses.get(campus).required("posts"));
    }

    List<String> entrances(String campus) {
        return ids(campuses.get(campus).required("entrances"));
    }

    List<String> feeds() {
        var sources = new ArrayList<String>();
        root.required("feeds").forEach(f -> sources.add(f.required("source").asString()));
        return sources;
    }

    /** The cost of each agreement as its document has it; empty where it has none. */
    Map<String, Map<String, BigDecimal>> costs() {
        var costs = new TreeMap<String, Map<String, BigDecimal>>();
        for (JsonNode agreement : root.path("agreements")) {
            var amounts = new TreeMap<String, BigDecimal>();
            agreement.path("cost").properties().forEach(e -> {
                if (e.getValue().isNumber()) {
                    amounts.put(e.getKey(), new BigDecimal(e.getValue().asString()));
                }
            });
            costs.put(agreement.required("id").asString(), amounts);
        }
        return costs;
    }

    private static List<String> ids(JsonNode nodes) {
        var ids = new ArrayList<String>();
        nodes.forEach(n -> ids.add(n.required("id").asString()));
        return ids;
    }

    private static JsonNode yaml(Path file) {
        return YAMLMapper.shared().readTree(file);
    }
}
