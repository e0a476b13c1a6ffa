package org.postwatch.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.cloudevents.CloudEventsMqttReader;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileEvaluator;
import org.postwatch.intake.profile.ProfileReader;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.ParameterException;

/**
 * A source with its profile, of a district's documents or made up for a profile.
 *
 * @param transport how its messages arrive
 */
record TriedSource(Profile profile, IntakeSource source, Transport transport) {
    /**
     * A source that maps nothing.
     *
     * @param hasTopic whether its messages arrive over MQTT
     */
    static TriedSource ofProfile(Profile profile, Map<String, String> parameters, boolean hasTopic) {
        boolean isPolled = profile.transports().equals(Set.of(Transport.POLL));
        return new TriedSource(
                profile,
                new IntakeSource(
                        "a-district",
                        "a-source",
                        "a-feed",
                        new SourceTransport.WebhookTransport(),
                        new ProfileText(profile.name(), ""),
                        VendorMap.EMPTY,
                        parameters,
                        List.of()),
                hasTopic ? Transport.MQTT : isPolled ? Transport.POLL : Transport.WEBHOOK);
    }

    /**
     * The source as {@code plan apply} would apply it; empty if the documents have errors, which are printed.
     *
     * @param path the folder of the district, and the name of the source
     * @throws ParameterException if there is no such folder or source
     */
    static Optional<TriedSource> ofDistrict(AbstractCommand command, Path path, Configuration configuration) {
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of("."));
        String name = path.getFileName().toString();
        DistrictFolders read = DistrictFolders.read(command, List.of(folder), configuration);
        if (read.hasErrors()) {
            read.diagnostics().stream().map(Diagnostic::toString).forEach(command.out()::println);
            return Optional.empty();
        }
        CompiledDistrict district = read.districts().get(0);
        IntakeSource source = district.intake().sources().get(name);
        if (source == null && district.intake().rosters().containsKey(name)) {
            throw command.usageError("'" + name + "' is a roster; use 'postwatch intake roster --source " + path + "'");
        }
        if (source == null) {
            throw command.usageError(folder.resolve(DistrictDocuments.INTAKE_FILE) + ": "
                    + NameSuggestion.unknownNameMessage(
                            "source", name, district.intake().sources().keySet()));
        }
        Profile profile = source.profile().equals(ProfileText.CLOUD_EVENTS)
                ? Profile.cloudEvents()
                : ProfileReader.read(source.profile()).profile().orElseThrow();
        return Optional.of(new TriedSource(profile, source, source.transport().kind()));
    }

    /** What a message becomes at an instance. It must have been verified. */
    IntakeResult evaluate(IntakeMessage message) {
        return evaluate(message, source);
    }

    /** What a message becomes that a source with the same profile receives. */
    IntakeResult evaluate(IntakeMessage message, IntakeSource receiver) {
        return receiver.profile().equals(ProfileText.CLOUD_EVENTS)
                ? new CloudEventsMqttReader().evaluate(message, receiver)
                : new ProfileEvaluator(profile).evaluate(message, receiver);
    }
}
