package org.postwatch.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.intake.profile.ProfileReader;
import org.postwatch.intake.profile.ProfileReader.ProfileReading;

/** The profiles that sources may name: those of the release, and those beside the document. Each is read at most once: compiling one takes a while. */
final class IntakeProfiles {
    /**
     * A profile without errors.
     *
     * @param text as it is applied
     */
    record UsableProfile(Profile profile, ProfileText text) {}

    /** A name, or a file beside the document; no other folder. */
    static final String REFERENCE = "[a-z0-9][a-z0-9-]{0,62}|\\./[a-z0-9][a-z0-9-]{0,62}\\.yaml";

    private static final String BESIDE = "./";
    private static final String SUFFIX = ".yaml";
    /** Bytes of a profile. */
    private static final int MAX_BYTES = 256 * 1024;

    private final ProfileDirectory directory;
    private final Path folder;
    private final Map<String, Optional<UsableProfile>> read = new HashMap<>();

    /** @param folder that of the document */
    IntakeProfiles(ProfileDirectory directory, Path folder) {
        this.directory = directory;
        this.folder = folder;
    }

    /** The profile of that name; empty if there is none or if it has errors, and then a diagnostic says so. */
    Optional<UsableProfile> find(LocatedValue<String> name, Diagnostics diagnostics) {
        Optional<UsableProfile> known = read.get(name.value());
        if (known == null) {
            known = name.value().startsWith(BESIDE) ? readBeside(name, diagnostics) : read(name, diagnostics);
            read.put(name.value(), known);
        } else if (known.isEmpty()) {
            diagnostics.error(name.at(), "profile '" + name.value() + "' cannot be used either");
        }
        return known;
    }

    private Optional<UsableProfile> read(LocatedValue<String> name, Diagnostics diagnostics) {
        if (name.value().equals(ProfileText.CLOUD_EVENTS.name())) {
            return Optional.of(new UsableProfile(Profile.cloudEvents(), ProfileText.CLOUD_EVENTS));
        }
        try {
            Set<String> names = new TreeSet<>(directory.names());
            names.add(ProfileText.CLOUD_EVENTS.name());
            diagnostics.checkKnown("profile", name, names);
            return directory.find(name.value()).flatMap(text -> compile(name, text, diagnostics));
        } catch (UncheckedIOException e) {
            diagnostics.error(name.at(), "the profiles in " + directory.directory() + " cannot be read");
            return Optional.empty();
        }
    }

    /** All of its errors are reported where they are. */
    private Optional<UsableProfile> readBeside(LocatedValue<String> reference, Diagnostics diagnostics) {
        String fileName = reference.value().substring(BESIDE.length());
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        Path file = folder.resolve(fileName);
        if (name.equals(ProfileText.CLOUD_EVENTS.name()) || directory.names().contains(name)) {
            diagnostics.error(
                    reference.at(),
                    "Postwatch has a profile named '" + name + "' itself; expected another name for your own");
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            diagnostics.error(
                    reference.at(), "no such file: " + fileName + "; expected a profile beside this document");
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                diagnostics.error(
                        reference.at(), fileName + " is too large; expected at most " + MAX_BYTES / 1024 + " KB");
                return Optional.empty();
            }
            ProfileText text = new ProfileText(name, Files.readString(file));
            ProfileReading reading = ProfileReader.read(file, text);
            for (Diagnostic fault : reading.diagnostics()) {
                diagnostics.error(new SourceLocation(file, fault.line(), fault.column()), fault.message());
            }
            return reading.profile().map(profile -> new UsableProfile(profile, text));
        } catch (IOException e) {
            diagnostics.error(reference.at(), fileName + " cannot be read; expected a file in UTF-8");
            return Optional.empty();
        }
    }

    private Optional<UsableProfile> compile(LocatedValue<String> name, ProfileText text, Diagnostics diagnostics) {
        ProfileReading reading = ProfileReader.read(directory.file(text.name()), text);
        if (reading.profile().isEmpty()) {
            diagnostics.error(
                    name.at(),
                    "profile '" + text.name() + "' has errors: "
                            + reading.diagnostics().get(0));
        }
        return reading.profile().map(profile -> new UsableProfile(profile, text));
    }
}
