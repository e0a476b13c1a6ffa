package org.postwatch.documents;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.intake.profile.ProfileReader;
import org.postwatch.intake.profile.ProfileReader.ProfileReading;

/** The profiles that sources may name. Each is read at most once: compiling one takes a while. */
final class IntakeProfiles {
    /**
     * A profile without errors.
     *
     * @param text as it is applied
     */
    record UsableProfile(Profile profile, ProfileText text) {}

    private final ProfileDirectory directory;
    private final Map<String, Optional<UsableProfile>> read = new HashMap<>();

    IntakeProfiles(ProfileDirectory directory) {
        this.directory = directory;
    }

    /** The profile of that name; empty if there is none or if it has errors, and then a diagnostic says so. */
    Optional<UsableProfile> find(LocatedValue<String> name, Diagnostics diagnostics) {
        Optional<UsableProfile> known = read.get(name.value());
        if (known == null) {
            known = read(name, diagnostics);
            read.put(name.value(), known);
        } else if (known.isEmpty()) {
            diagnostics.error(name.at(), "profile '" + name.value() + "' cannot be used either");
        }
        return known;
    }

    private Optional<UsableProfile> read(LocatedValue<String> name, Diagnostics diagnostics) {
        try {
            Set<String> names = new TreeSet<>(directory.names());
            diagnostics.checkKnown("profile", name, names);
            return directory.find(name.value()).flatMap(text -> compile(name, text, diagnostics));
        } catch (UncheckedIOException e) {
            diagnostics.error(name.at(), "the profiles in " + directory.directory() + " cannot be read");
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
