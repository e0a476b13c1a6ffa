package org.postwatch.documents;

import static org.postwatch.documents.DistrictExport.section;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.profile.ProfileDirectory;

/** Sources, rosters, phones and desks as documents write them: the inverse of {@link IntakeCompiler}. */
public final class IntakeExport {
    private IntakeExport() {}

    /** Without keys for a district that takes nothing. */
    static YamlNode.Mapping root(IntakeConfig intake, ProfileDirectory profiles) {
        MappingBuilder sources = section();
        intake.sources().forEach((name, source) -> sources.put(name, source(source, profiles)));
        MappingBuilder rosters = section();
        intake.rosters().forEach((name, roster) -> rosters.put(name, RosterExport.roster(roster)));
        return section()
                .mapping("sources", sources.build())
                .mapping("rosters", rosters.build())
                .items(
                        "phones",
                        intake.phones().entrySet().stream()
                                .map(phones -> section()
                                        .text("campus", phones.getKey())
                                        .text("feed", phones.getValue())
                                        .build())
                                .toList())
                .items(
                        "desks",
                        intake.desks().values().stream()
                                .map(desk -> section()
                                        .text("campus", desk.campus())
                                        .text("feed", desk.feed())
                                        .flag("visitors", desk.visitors())
                                        .build())
                                .toList())
                .build();
    }

    /** The texts of profiles that lie beside the document, by the names of their files. */
    public static Map<String, String> profileTexts(IntakeConfig intake, ProfileDirectory profiles) {
        Map<String, String> texts = new TreeMap<>();
        for (IntakeSource source : intake.sources().values()) {
            if (!isOfRelease(source.profile(), profiles)) {
                texts.put(source.profile().name() + ".yaml", source.profile().text());
            }
        }
        return texts;
    }

    private static boolean isOfRelease(ProfileText profile, ProfileDirectory profiles) {
        return profile.equals(ProfileText.CLOUD_EVENTS)
                || profiles.find(profile.name()).equals(Optional.of(profile));
    }

    private static YamlNode source(IntakeSource source, ProfileDirectory profiles) {
        String profile = source.profile().name();
        MappingBuilder section = section()
                .text("kind", source.transport().kind().documentName())
                .text("profile", isOfRelease(source.profile(), profiles) ? profile : "./" + profile + ".yaml")
                .text("feed", source.feed())
                .texts(
                        "secret",
                        source.secretNames().stream().map(FeedExport::reference).toList());
        MappingBuilder parameters = section();
        new TreeMap<>(source.parameters()).forEach(parameters::text);
        section.mapping("with", parameters.build());
        addTransport(section, source.transport());
        return section.mapping("map", map(source.map())).build();
    }

    private static void addTransport(MappingBuilder section, SourceTransport transport) {
        if (transport instanceof MqttTransport mqtt) {
            section.text("broker", mqtt.broker())
                    .mapping("login", login(mqtt.user(), mqtt.passwordSecret()))
                    .text("ca", mqtt.caSecret().map(FeedExport::reference))
                    .texts("topics", mqtt.topics());
        } else if (transport instanceof PollTransport poll) {
            section.text("address", poll.address())
                    .mapping("login", login(poll.user(), poll.passwordSecret()))
                    .text("ca", poll.caSecret().map(FeedExport::reference))
                    .text(
                            "every",
                            Optional.of(poll.every())
                                    .filter(every -> !every.equals(IntakeSchema.DEFAULT_EVERY))
                                    .map(SettingsExport::duration));
        }
    }

    private static YamlNode.Mapping login(Optional<String> user, Optional<String> password) {
        return section()
                .text("user", user)
                .text("password", password.map(FeedExport::reference))
                .build();
    }

    private static YamlNode.Mapping map(VendorMap map) {
        MappingBuilder kinds = section();
        new TreeMap<>(map.byKind()).forEach((kind, ids) -> {
            MappingBuilder targets = section();
            new TreeMap<>(ids).forEach((id, target) -> targets.put(id, target(target)));
            kinds.put(kind, targets.build());
        });
        return kinds.build();
    }

    private static YamlNode target(MappedTarget target) {
        return section()
                .text("campus", target.campus())
                .text("entrance", target.entrance())
                .text("device", target.device())
                .text("officer", target.officer())
                .build();
    }
}
