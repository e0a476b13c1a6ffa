package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.intake.verify.Verifier;
import org.postwatch.plan.FeedKey;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/**
 * Warnings about secrets that a district's documents name and this command's configuration does not contain, or that are too
 * short to prove a sender. The configuration of the instances may have others: that cannot be checked here.
 */
final class MissingSecrets {
    private MissingSecrets() {}

    /** Returns a warning for each missing secret. */
    static List<String> warnings(CompiledDistrict documents, SecretResolver secrets) {
        String district = documents.district().id();
        List<String> warnings = new ArrayList<>();
        users(documents).forEach((name, users) -> {
            try {
                secrets.resolve(district, name);
            } catch (MissingSecretException e) {
                warnings.add(district + ": warning: the configuration read here does not provide the secret '" + name
                        + "' of " + String.join(" and ", users) + ": " + e.getMessage()
                        + ". Instances with a configuration of their own may have it");
            }
        });
        warnings.addAll(tooShort(documents, secrets));
        return warnings;
    }

    /** Returns a warning for each secret of a feed or of a sender of webhooks that is present and too short. */
    static List<String> tooShort(CompiledDistrict documents, SecretResolver secrets) {
        Map<String, List<String>> proving = new TreeMap<>();
        addFeeds(documents, proving);
        documents
                .intake()
                .sources()
                .values()
                .forEach(source -> source.secretNames()
                        .forEach(name -> add(proving, name, "intake source '" + source.name() + "'")));
        String district = documents.district().id();
        List<String> warnings = new ArrayList<>();
        proving.forEach((name, users) -> {
            if (isTooShort(district, name, secrets)) {
                warnings.add(district + ": warning: the secret '" + name + "' of " + String.join(" and ", users)
                        + " is too short to be used; expected at least " + Verifier.MIN_SECRET_CHARS
                        + " characters, such as the output of: openssl rand -hex 32");
            }
        });
        return warnings;
    }

    private static boolean isTooShort(String district, String name, SecretResolver secrets) {
        try {
            return !Verifier.isLongEnough(secrets.resolve(district, name));
        } catch (MissingSecretException e) {
            return false;
        }
    }

    private static Map<String, List<String>> users(CompiledDistrict documents) {
        Map<String, List<String>> users = new TreeMap<>();
        addFeeds(documents, users);
        documents
                .routing()
                .recipients()
                .values()
                .forEach(recipient -> recipient.address().configValues().stream()
                        .flatMap(setting -> setting.secretName().stream())
                        .forEach(name -> add(users, name, "recipient '" + recipient.id() + "'")));
        documents
                .intake()
                .allSources()
                .forEach(source -> source.allSecretNames()
                        .forEach(name -> add(users, name, "intake source '" + source.name() + "'")));
        return users;
    }

    private static void addFeeds(CompiledDistrict documents, Map<String, List<String>> users) {
        documents
                .district()
                .feeds()
                .values()
                .forEach(feed -> feed.keys().keys().stream()
                        .map(FeedKey::secret)
                        .forEach(name -> add(users, name, "feed '" + feed.source() + "'")));
    }

    private static void add(Map<String, List<String>> users, String secret, String user) {
        users.computeIfAbsent(secret, of -> new ArrayList<>()).add(user);
    }
}
