package org.postwatch.documents;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.documents.IntakeSchema.LoginSchema;
import org.postwatch.documents.IntakeSchema.PhonesSchema;
import org.postwatch.documents.IntakeSchema.SourceSchema;
import org.postwatch.documents.IntakeSchema.TargetSchema;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.intake.FrontDesk;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.roster.RosterSource;

/** From sources without errors to the records that instances read. */
final class IntakeCompiler {
    private IntakeCompiler() {}

    static IntakeConfig compile(IntakeDraft draft) {
        String district = draft.district().district().require(DistrictSchema.DISTRICT);
        List<IntakeSource> sources = new ArrayList<>();
        draft.sources()
                .forEach((name, source) -> sources.add(new IntakeSource(
                        district,
                        name,
                        source.require(SourceSchema.FEED),
                        transport(source),
                        draft.profiles().get(name).text(),
                        map(source),
                        parameters(source),
                        source.values(SourceSchema.SECRET).stream()
                                .flatMap(secret -> secret.secretName().stream())
                                .toList())));
        ZoneId zone = draft.district().district().require(DistrictSchema.ZONE);
        List<RosterSource> rosters = new ArrayList<>();
        draft.rosters()
                .forEach((name, roster) -> rosters.add(RosterSourceCompiler.compile(district, name, roster, zone)));
        return IntakeConfig.of(district, sources)
                .withPhones(phones(draft.section()))
                .withDesks(desks(draft.section()))
                .withRosters(rosters);
    }

    private static List<FrontDesk> desks(ParsedSection intake) {
        return intake.sections(DeskSchema.DESKS).stream()
                .map(desk -> new FrontDesk(
                        desk.require(DeskSchema.CAMPUS),
                        desk.require(DeskSchema.FEED),
                        desk.get(DeskSchema.VISITORS, false)))
                .toList();
    }

    private static SortedMap<String, String> phones(ParsedSection intake) {
        SortedMap<String, String> feedByCampus = new TreeMap<>();
        intake.sections(IntakeSchema.PHONES)
                .forEach(phones ->
                        feedByCampus.put(phones.require(PhonesSchema.CAMPUS), phones.require(PhonesSchema.FEED)));
        return feedByCampus;
    }

    private static SourceTransport transport(ParsedSection source) {
        return switch (source.require(SourceSchema.KIND)) {
            case WEBHOOK -> new WebhookTransport();
            case MQTT ->
                new MqttTransport(
                        source.require(SourceSchema.BROKER),
                        user(source),
                        passwordSecret(source),
                        source.values(SourceSchema.TOPICS),
                        caSecret(source));
            case ROSTER -> throw new IllegalStateException("no source of intake.yaml is of kind roster");
            case POLL ->
                new PollTransport(
                        source.require(SourceSchema.ADDRESS),
                        source.get(SourceSchema.EVERY, IntakeSchema.DEFAULT_EVERY),
                        user(source),
                        passwordSecret(source),
                        caSecret(source),
                        source.get(SourceSchema.HEARTBEAT, false));
        };
    }

    private static Optional<String> user(ParsedSection source) {
        return source.find(SourceSchema.LOGIN).map(login -> login.require(LoginSchema.USER));
    }

    private static Optional<String> passwordSecret(ParsedSection source) {
        return source.find(SourceSchema.LOGIN)
                .flatMap(login -> login.require(LoginSchema.PASSWORD).secretName());
    }

    private static Optional<String> caSecret(ParsedSection source) {
        return source.find(SourceSchema.CA).flatMap(ConfigValue::secretName);
    }

    private static VendorMap map(ParsedSection source) {
        Map<String, Map<String, MappedTarget>> byKind = new HashMap<>();
        source.get(SourceSchema.MAP, Map.of()).forEach((kind, ids) -> {
            Map<String, MappedTarget> targets = new HashMap<>();
            ids.value().forEach((id, target) -> targets.put(id, target(target.value())));
            byKind.put(kind, targets);
        });
        return new VendorMap(byKind);
    }

    private static MappedTarget target(ParsedSection target) {
        return new MappedTarget(
                target.find(TargetSchema.CAMPUS),
                target.find(TargetSchema.ENTRANCE),
                target.find(TargetSchema.DEVICE),
                target.find(TargetSchema.OFFICER));
    }

    private static Map<String, String> parameters(ParsedSection source) {
        Map<String, String> parameters = new HashMap<>();
        source.get(SourceSchema.WITH, Map.<String, LocatedValue<String>>of())
                .forEach((name, value) -> parameters.put(name, value.value()));
        return parameters;
    }
}
