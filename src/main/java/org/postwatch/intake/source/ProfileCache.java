package org.postwatch.intake.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.profile.ProfileEvaluator;
import org.postwatch.intake.profile.ProfileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluators by the text of their profile: compiling one takes milliseconds, and most sources share few. Safe for threads. */
final class ProfileCache {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileCache.class);
    private static final int MAX_PROFILES = 200;

    private final Map<ProfileText, Optional<ProfileEvaluator>> byText = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ProfileText, Optional<ProfileEvaluator>> eldest) {
            return size() > MAX_PROFILES;
        }
    };

    /** Empty when this version of Postwatch cannot read the profile, which another version applied. */
    synchronized Optional<ProfileEvaluator> find(ProfileText text) {
        return byText.computeIfAbsent(text, ProfileCache::read);
    }

    private static Optional<ProfileEvaluator> read(ProfileText text) {
        ProfileReader.ProfileReading reading = ProfileReader.read(text);
        if (reading.profile().isEmpty()) {
            LOG.error("the profile '{}' of the plan in force cannot be read: {}", text.name(), reading.diagnostics());
        }
        return reading.profile().map(ProfileEvaluator::new);
    }
}
