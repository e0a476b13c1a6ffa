package org.postwatch.documents;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.RosterSchema.ColumnSchema;
import org.postwatch.documents.RosterSchema.RosterKind;
import org.postwatch.documents.RosterSchema.RuleSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.RosterRule;
import org.postwatch.roster.RosterRules;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.TableForm;
import org.postwatch.roster.TextPattern;

/** From a roster without errors to the record that instances read. */
final class RosterSourceCompiler {
    private final ParsedSection roster;
    private final ZoneId zone;

    private RosterSourceCompiler(ParsedSection roster, ZoneId districtZone) {
        this.roster = roster;
        this.zone = roster.get(RosterSchema.ZONE, districtZone);
    }

    static RosterSource compile(String district, String name, ParsedSection roster, ZoneId districtZone) {
        return new RosterSourceCompiler(roster, districtZone).compile(district, name);
    }

    private RosterSource compile(String district, String name) {
        return new RosterSource(
                district,
                name,
                roster.require(RosterSchema.FEED),
                roster.find(RosterSchema.ADDRESS)
                        .map(ConfigValue::text)
                        .orElseGet(() -> roster.require(RosterSchema.FILE)),
                Optional.of(roster.require(RosterSchema.KIND))
                        .filter(RosterKind.CSV::equals)
                        .map(csv -> table()),
                zone,
                roster.get(RosterSchema.EVERY, RosterSchema.DEFAULT_EVERY),
                roster.find(RosterSchema.STALE),
                new RosterRules(roster.values(RosterSchema.RULES).stream()
                        .map(RosterSourceCompiler::rule)
                        .toList()),
                roster.find(RosterSchema.ACCEPT_FEWER_UNTIL)
                        .map(day -> day.plusDays(1)
                                .atTime(LocalTime.MIDNIGHT)
                                .atZone(zone)
                                .toInstant()));
    }

    private static RosterRule rule(ParsedSection rule) {
        List<RosterRule> rules = new ArrayList<>();
        RuleSchema.FIELDS.forEach((field, key) -> rule.find(key)
                .ifPresent(pattern -> rules.add(new RosterRule(
                        field,
                        new TextPattern(pattern),
                        rule.find(RuleSchema.OFFICER),
                        rule.find(RuleSchema.CAMPUS),
                        rule.find(RuleSchema.DUTY),
                        rule.get(RuleSchema.IGNORE, false)))));
        return rules.get(0);
    }

    private TableForm table() {
        ParsedSection columns = roster.require(RosterSchema.COLUMNS);
        Map<RosterField, String> fields = new HashMap<>();
        for (Map.Entry<RosterField, SectionKey<String>> field : ColumnSchema.FIELDS.entrySet()) {
            columns.find(field.getValue()).ifPresent(column -> fields.put(field.getKey(), column));
        }
        return new TableForm(
                fields,
                columns.require(ColumnSchema.FROM),
                columns.require(ColumnSchema.TO),
                columns.find(ColumnSchema.DATE),
                columns.find(ColumnSchema.ID),
                roster.get(
                        RosterSchema.DATE_FORMAT,
                        columns.has(ColumnSchema.DATE)
                                ? RosterSchema.DEFAULT_DATE_FORMAT
                                : RosterSchema.DEFAULT_DATE_TIME_FORMAT),
                roster.get(RosterSchema.TIME_FORMAT, RosterSchema.DEFAULT_TIME_FORMAT),
                zone,
                roster.get(RosterSchema.SEPARATOR, ",").charAt(0));
    }
}
