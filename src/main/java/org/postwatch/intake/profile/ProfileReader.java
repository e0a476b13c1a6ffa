package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlReader;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.verify.Unverified;
import org.postwatch.intake.verify.VerificationMethod;
import org.postwatch.intake.verify.Verifier;

/** Makes a profile of its YAML, or reports all that is wrong with it. */
public final class ProfileReader {
    /**
     * A profile, or why there is none.
     *
     * @param profile empty if there are errors
     */
    public record ProfileReading(Optional<Profile> profile, List<Diagnostic> diagnostics) {}

    private ProfileReader() {}

    /** Never throws. Compiling the expressions of the first profile takes a second, those of others milliseconds. */
    public static ProfileReading read(ProfileText text) {
        return read(Path.of(text.name() + ".yaml"), text);
    }

    /** @param file for diagnostics; it is not read */
    public static ProfileReading read(Path file, ProfileText text) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<ParsedSection> section = YamlReader.parse(file, text.text().getBytes(UTF_8), diagnostics)
                .flatMap(root -> ProfileSchema.PROFILE.parse(root, "the profile", diagnostics));
        section.flatMap(parsed -> parsed.find(ProfileSchema.NAME))
                .filter(name -> !name.equals(text.name()))
                .ifPresent(name -> diagnostics.error(
                        new SourceLocation(file, 1, 1),
                        "the profile is called '" + name + "'; expected the name of its file, '" + text.name() + "'"));
        Optional<Profile> profile = diagnostics.hasErrors() ? Optional.empty() : section.map(ProfileReader::profile);
        return new ProfileReading(profile, diagnostics.sorted());
    }

    private static Profile profile(ParsedSection section) {
        Map<String, Profile.ProfileParameter> parameters = new LinkedHashMap<>();
        section.get(ProfileSchema.PARAMETERS, Map.of())
                .forEach((name, parameter) -> parameters.put(
                        name,
                        new Profile.ProfileParameter(
                                parameter.value().require(ProfileSchema.PARAMETER_ABOUT),
                                parameter.value().get(ProfileSchema.PARAMETER_REQUIRED, false))));
        return new Profile(
                section.require(ProfileSchema.NAME),
                section.require(ProfileSchema.ABOUT),
                section.get(ProfileSchema.VERSIONS, ""),
                section.values(ProfileSchema.NEVER_KEPT),
                values(section, ProfileSchema.FIELDS),
                Set.copyOf(section.values(ProfileSchema.TRANSPORTS)),
                section.values(ProfileSchema.TOPICS),
                section.find(ProfileSchema.POLL).map(PollSchema::protocol).orElse(PollProtocol.PLAIN),
                verifier(section),
                parameters,
                section.sections(ProfileSchema.MESSAGES).stream()
                        .map(ProfileReader::entry)
                        .toList());
    }

    private static Verifier verifier(ParsedSection section) {
        List<VerificationMethod> methods = section.sections(ProfileSchema.VERIFY).stream()
                .map(VerificationSchema::method)
                .collect(Collectors.toList());
        if (methods.isEmpty()) {
            // Its messages come from a broker or an address that Postwatch itself logs in to.
            methods.add(new Unverified());
        }
        return new Verifier(methods, section.find(ProfileSchema.HANDSHAKE).map(name -> name.toLowerCase(Locale.ROOT)));
    }

    private static ProfileEntry entry(ParsedSection section) {
        return new ProfileEntry(
                section.require(ProfileSchema.ENTRY_NAME),
                section.get(ProfileSchema.BODY, BodyForm.JSON),
                section.require(ProfileSchema.MATCH),
                section.find(ProfileSchema.TEST),
                section.find(ProfileSchema.EACH),
                section.find(ProfileSchema.WHEN),
                section.find(ProfileSchema.TYPE)
                        .<EventTypeChoice>map(EventTypeChoice.Fixed::new)
                        .orElseGet(() -> new EventTypeChoice.ByValue(
                                section.require(ProfileSchema.BY), values(section, ProfileSchema.TYPES))),
                values(section, ProfileSchema.MAP),
                section.require(ProfileSchema.TIME),
                section.find(ProfileSchema.ID),
                section.find(ProfileSchema.SUBJECT),
                values(section, ProfileSchema.DATA),
                section.get(ProfileSchema.RETAINED, false));
    }

    private static <T> Map<String, T> values(ParsedSection section, SectionKey<Map<String, LocatedValue<T>>> key) {
        Map<String, T> values = new LinkedHashMap<>();
        section.get(key, Map.of()).forEach((name, value) -> values.put(name, value.value()));
        return values;
    }
}
