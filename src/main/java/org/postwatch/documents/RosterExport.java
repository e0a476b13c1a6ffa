package org.postwatch.documents;

import static org.postwatch.documents.DistrictExport.section;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.documents.RosterSchema.RosterKind;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.roster.RosterRule;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.TableForm;

/** Rosters as documents write them: the inverse of {@link RosterSourceCompiler}. */
final class RosterExport {
    private static final char DEFAULT_SEPARATOR = ',';

    private RosterExport() {}

    static YamlNode roster(RosterSource roster) {
        MappingBuilder section = section()
                .text("kind", (roster.table().isPresent() ? RosterKind.CSV : RosterKind.ICAL).documentName())
                .text("feed", roster.feed())
                .text(roster.isFile() ? "file" : "address", roster.location())
                .text("zone", roster.zone())
                .text(
                        "every",
                        Optional.of(roster.every())
                                .filter(every -> !every.equals(RosterSchema.DEFAULT_EVERY))
                                .map(SettingsExport::duration))
                .text("stale", roster.stale().map(SettingsExport::duration))
                .text(
                        "accept-fewer-until",
                        roster.acceptFewerUntil()
                                .map(until -> LocalDate.ofInstant(until, roster.zone())
                                        .minusDays(1)));
        roster.table().ifPresent(table -> addTable(section, table));
        return section.items(
                        "rules",
                        roster.rules().rules().stream().map(RosterExport::rule).toList())
                .build();
    }

    private static void addTable(MappingBuilder section, TableForm table) {
        MappingBuilder columns = section()
                .text("from", table.from())
                .text("to", table.to())
                .text("date", table.date())
                .text("id", table.id());
        new TreeMap<>(table.fields()).forEach((field, column) -> columns.text(field.wireName(), column));
        section.put("columns", columns.build())
                .text("date-format", table.dateFormat())
                .text("time-format", table.timeFormat());
        if (table.separator() != DEFAULT_SEPARATOR) {
            section.text("separator", table.separator());
        }
    }

    private static YamlNode rule(RosterRule rule) {
        return section()
                .text(rule.field().wireName(), rule.pattern().text())
                .text("officer", rule.badge())
                .text("campus", rule.campus())
                .text("duty", rule.duty())
                .flag("ignore", rule.isIgnored())
                .build();
    }
}
