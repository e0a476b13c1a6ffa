package org.postwatch.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.RosterRule;
import org.postwatch.roster.RosterRules;
import org.postwatch.roster.RosterShift;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.roster.TableForm;
import org.postwatch.roster.TextPattern;
import tools.jackson.core.type.TypeReference;

/** A roster of {@code intake.yaml} as it is written. */
record RosterFields(
        String feed,
        String location,
        ZoneId zone,
        Duration every,
        Optional<Duration> stale,
        Optional<Instant> acceptFewerUntil,
        Optional<TableFields> table,
        List<RuleFields> rules) {
    /** @param columns by the field that rules compare */
    record TableFields(
            SortedMap<String, String> columns,
            String from,
            String to,
            Optional<String> date,
            Optional<String> id,
            String dateFormat,
            String timeFormat,
            String separator) {}

    record RuleFields(
            String field,
            String pattern,
            Optional<String> officer,
            Optional<String> campus,
            Optional<String> duty,
            boolean ignore) {}

    static JsonNames addTo(JsonNames names) {
        return names.topicRecords(RosterState.class)
                .components(
                        RosterState.class, "revision at fingerprint changedAt repeatedAt shifts? planned? cancelled?")
                .form(
                        RosterState.class,
                        "shifts",
                        new TypeReference<List<RosterShift>>() {},
                        (Map<String, RosterShift> shifts) -> List.copyOf(new TreeMap<>(shifts).values()),
                        shifts -> shifts.stream().collect(Collectors.toMap(RosterShift::id, Function.identity())))
                .components(RosterShift.class, "id entry badge campus from to duty")
                .components(RosterFields.class, "feed location zone every stale acceptFewerUntil table rules?")
                .components(TableFields.class, "columns? from to date id dateFormat timeFormat separator")
                .components(RuleFields.class, "field pattern officer campus duty ignore?");
    }

    static RosterFields of(RosterSource roster) {
        return new RosterFields(
                roster.feed(),
                roster.location(),
                roster.zone(),
                roster.every(),
                roster.stale(),
                roster.acceptFewerUntil(),
                roster.table().map(RosterFields::table),
                roster.rules().rules().stream().map(RosterFields::rule).toList());
    }

    private static TableFields table(TableForm form) {
        SortedMap<String, String> columns = new TreeMap<>();
        form.fields().forEach((field, column) -> columns.put(field.wireName(), column));
        return new TableFields(
                columns,
                form.from(),
                form.to(),
                form.date(),
                form.id(),
                form.dateFormat(),
                form.timeFormat(),
                String.valueOf(form.separator()));
    }

    private static RuleFields rule(RosterRule rule) {
        return new RuleFields(
                rule.field().wireName(),
                rule.pattern().text(),
                rule.badge(),
                rule.campus(),
                rule.duty(),
                rule.isIgnored());
    }

    /** @throws IllegalArgumentException if a field of entries is not known */
    RosterSource source(String district, String name) {
        return new RosterSource(
                district,
                name,
                feed,
                location,
                table.map(fields -> form(fields, zone)),
                zone,
                every,
                stale,
                new RosterRules(rules.stream().map(RosterFields::rule).toList()),
                acceptFewerUntil);
    }

    private static TableForm form(TableFields table, ZoneId zone) {
        Map<RosterField, String> fields = new TreeMap<>();
        table.columns().forEach((field, column) -> fields.put(field(field), column));
        return new TableForm(
                fields,
                table.from(),
                table.to(),
                table.date(),
                table.id(),
                table.dateFormat(),
                table.timeFormat(),
                zone,
                table.separator().charAt(0));
    }

    private static RosterRule rule(RuleFields rule) {
        return new RosterRule(
                field(rule.field()),
                new TextPattern(rule.pattern()),
                rule.officer(),
                rule.campus(),
                rule.duty(),
                rule.ignore());
    }

    private static RosterField field(String name) {
        return RosterField.of(name)
                .orElseThrow(() -> new IllegalArgumentException("no field of entries is named '" + name + "'"));
    }
}
