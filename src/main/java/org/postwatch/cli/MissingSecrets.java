package org.postwatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.plan.FeedKey;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/**
 * Warnings about secrets that a district's documents name and this command's configuration does not contain. The
 * configuration of the instances may contain them: that cannot be checked here.
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
        return warnings;
    }

    private static Map<String, List<String>> users(CompiledDistrict documents) {
        Map<String, List<String>> users = new TreeMap<>();
        documents
                .district()
                .feeds()
                .values()
                .forEach(feed -> feed.keys().keys().stream()
                        .map(FeedKey::secret)
                        .forEach(name -> users.computeIfAbsent(name, of -> new ArrayList<>())
                                .add("feed '" + feed.source() + "'")));
        documents
                .routing()
                .recipients()
                .values()
                .forEach(recipient -> recipient.address().configValues().stream()
                        .flatMap(setting -> setting.secretName().stream())
                        .forEach(name -> users.computeIfAbsent(name, of -> new ArrayList<>())
                                .add("recipient '" + recipient.id() + "'")));
        documents
                .intake()
                .sources()
                .values()
                .forEach(source -> source.allSecretNames()
                        .forEach(name -> users.computeIfAbsent(name, of -> new ArrayList<>())
                                .add("intake source '" + source.name() + "'")));
        return users;
    }
}
