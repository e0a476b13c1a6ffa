package org.postwatch.intake.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.verify.Verifier;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secrets of sources, as far as this instance has them and they are long enough. Each fault is logged once. Safe for threads. */
final class SourceSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSecrets.class);

    private final SecretResolver secrets;
    /** By district and secret: plans bound their number. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    SourceSecrets(SecretResolver secrets) {
        this.secrets = secrets;
    }

    /**
     * The secrets of a source that can be used: during a rotation one of two may be missing, and the other one must do.
     *
     * @throws MissingSecretException if the source has secrets and none of them can be used
     */
    List<String> of(IntakeSource source) {
        List<String> found = new ArrayList<>();
        MissingSecretException fault = null;
        for (String name : source.secretNames()) {
            try {
                found.add(resolve(source, name));
                logged.remove(source.district() + "/" + name);
            } catch (MissingSecretException e) {
                fault = e;
                if (logged.add(source.district() + "/" + name)) {
                    LOG.error(
                            "intake source '{}' of district '{}' does not use a secret: {}",
                            source.name(),
                            source.district(),
                            e.getMessage());
                }
            }
        }
        if (found.isEmpty() && fault != null) {
            throw fault;
        }
        return found;
    }

    private String resolve(IntakeSource source, String name) {
        String secret = secrets.resolve(source.district(), name);
        if (!Verifier.isLongEnough(secret)) {
            throw new MissingSecretException("the secret '" + name + "' of district '" + source.district()
                    + "' is too short to be safe; expected at least " + Verifier.MIN_SECRET_CHARS
                    + " characters, such as the output of: openssl rand -hex 32");
        }
        return secret;
    }
}
