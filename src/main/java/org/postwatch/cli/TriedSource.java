package org.postwatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.documents.form.YamlNode.Mapping;
import org.postwatch.documents.form.YamlNode.MappingEntry;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlReader;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.profile.Profile;

/**
 * The source that {@code intake try} uses. It takes map and parameters of an {@code intake.yaml} as they stand: {@code plan
 * check} checks that file.
 */
final class TriedSource {
    private TriedSource() {}

    /**
     * @param file the {@code intake.yaml}; without it the source maps nothing
     * @param with parameters that take precedence
     * @throws IllegalArgumentException when the file cannot be read, or has no such source
     */
    static IntakeSource read(Profile profile, Optional<Path> file, Optional<String> name, Map<String, String> with) {
        Map<String, MappingEntry> source =
                file.map(path -> find(path, profile.name(), name)).orElse(Map.of());
        Map<String, String> parameters = new HashMap<>();
        entries(source.get("with")).forEach((key, entry) -> scalar(entry).ifPresent(text -> parameters.put(key, text)));
        parameters.putAll(with);
        return new IntakeSource(
                "a-district",
                name.orElse("a-source"),
                scalar(source.get("feed")).orElse("a-feed"),
                new SourceTransport.WebhookTransport(),
                new ProfileText(profile.name(), ""),
                map(entries(source.get("map"))),
                parameters,
                List.of());
    }

    private static Map<String, MappingEntry> find(Path file, String profile, Optional<String> name) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<YamlNode> root = YamlReader.read(file, diagnostics);
        if (root.isEmpty()) {
            throw new IllegalArgumentException(
                    diagnostics.sorted().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
        }
        Map<String, MappingEntry> sources = root.get() instanceof Mapping document
                ? entries(document.entries().get("sources"))
                : Map.of();
        List<String> found = new ArrayList<>();
        sources.forEach((each, entry) -> {
            boolean same = scalar(entries(entry).get("profile"))
                    .filter(profile::equals)
                    .isPresent();
            if (same && name.filter(wanted -> !wanted.equals(each)).isEmpty()) {
                found.add(each);
            }
        });
        if (found.size() != 1) {
            throw new IllegalArgumentException(file + " has " + (found.isEmpty() ? "no source" : "several sources")
                    + " with the profile '" + profile + "'"
                    + name.map(wanted -> " and the name '" + wanted + "'").orElse("")
                    + (found.isEmpty() ? "; it has " + sources.keySet() : ": " + found + "; choose with --source"));
        }
        return entries(sources.get(found.get(0)));
    }

    private static VendorMap map(Map<String, MappingEntry> kinds) {
        Map<String, Map<String, MappedTarget>> byKind = new HashMap<>();
        kinds.forEach((kind, ids) -> {
            Map<String, MappedTarget> byId = new HashMap<>();
            entries(ids).forEach((id, target) -> byId.put(id, target(entries(target))));
            byKind.put(kind, byId);
        });
        return new VendorMap(byKind);
    }

    private static MappedTarget target(Map<String, MappingEntry> parts) {
        return new MappedTarget(
                scalar(parts.get("campus")),
                scalar(parts.get("entrance")),
                scalar(parts.get("device")),
                scalar(parts.get("officer")));
    }

    private static Map<String, MappingEntry> entries(MappingEntry entry) {
        return entry != null && entry.value() instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    private static Optional<String> scalar(MappingEntry entry) {
        return entry != null && entry.value() instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }
}
