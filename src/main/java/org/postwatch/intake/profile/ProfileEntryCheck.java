package org.postwatch.intake.profile;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.event.EventType;
import org.postwatch.text.NameSuggestion;

/** What must hold among the keys of one entry of a profile. */
final class ProfileEntryCheck {
    private ProfileEntryCheck() {}

    static void check(ParsedSection entry, Diagnostics diagnostics) {
        checkType(entry, diagnostics);
        checkIdentity(entry, diagnostics);
        checkRetained(entry, diagnostics);
        checkData(entry, diagnostics);
        checkSubject(entry, diagnostics);
        checkVariables(entry, diagnostics);
    }

    static Collection<EventType> types(ParsedSection entry) {
        return Stream.concat(
                        entry.find(ProfileSchema.TYPE).stream(),
                        entry.find(ProfileSchema.TYPES).stream()
                                .flatMap(types -> types.values().stream())
                                .map(LocatedValue::value))
                .distinct()
                .toList();
    }

    private static void checkType(ParsedSection entry, Diagnostics diagnostics) {
        boolean fixed = entry.has(ProfileSchema.TYPE);
        boolean by = entry.has(ProfileSchema.BY);
        boolean types = entry.has(ProfileSchema.TYPES);
        if (entry.isErrorFree(ProfileSchema.TYPE, ProfileSchema.BY, ProfileSchema.TYPES)
                && !(fixed ? !by && !types : by && types)) {
            diagnostics.error(entry.at(), "an entry needs either 'type', or 'by' and 'types' together");
        }
    }

    private static void checkIdentity(ParsedSection entry, Diagnostics diagnostics) {
        if (!entry.isErrorFree(ProfileSchema.TIME, ProfileSchema.ID) || !entry.has(ProfileSchema.TIME)) {
            return;
        }
        boolean arrival = entry.require(ProfileSchema.TIME).isEmpty();
        if (!arrival && !entry.has(ProfileSchema.ID)) {
            diagnostics.error(
                    entry.at(),
                    "an entry with a time needs 'id', so that a message that arrives twice is one event; without an id"
                            + " of the vendor, hash(body)");
        }
    }

    private static void checkRetained(ParsedSection entry, Diagnostics diagnostics) {
        if (entry.get(ProfileSchema.RETAINED, false)) {
            types(entry).stream()
                    .filter(type -> !type.shape().isState())
                    .forEach(type -> diagnostics.error(
                            entry.at(ProfileSchema.RETAINED),
                            "'retained: state' with " + type.wireName()
                                    + ", which is no state: a broker keeps a message for months; expected reports of"
                                    + " devices only"));
        }
    }

    private static void checkData(ParsedSection entry, Diagnostics diagnostics) {
        Map<String, LocatedValue<CompiledExpression>> data = entry.get(ProfileSchema.DATA, Map.of());
        Set<String> known = types(entry).stream()
                .flatMap(type -> EventDataFields.of(type.shape()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (entry.isErrorFree(ProfileSchema.TYPE, ProfileSchema.TYPES)) {
            data.forEach((field, expression) -> {
                if (!known.contains(field)) {
                    diagnostics.error(
                            expression.at(),
                            NameSuggestion.unknownNameMessage("field of the event's data", field, known));
                }
            });
        }
    }

    private static void checkSubject(ParsedSection entry, Diagnostics diagnostics) {
        if (!entry.isErrorFree(ProfileSchema.MAP, ProfileSchema.SUBJECT)
                || entry.has(ProfileSchema.MAP)
                || entry.has(ProfileSchema.SUBJECT)) {
            return;
        }
        types(entry).stream()
                .filter(type -> EventDataFields.subject(type.shape()).isPresent())
                .findFirst()
                .ifPresent(type -> diagnostics.error(
                        entry.at(),
                        type.wireName() + " is about a campus or an officer; expected 'map' with an id of the vendor,"
                                + " or 'subject'"));
    }

    private static void checkVariables(ParsedSection entry, Diagnostics diagnostics) {
        if (!entry.has(ProfileSchema.EACH) && entry.isErrorFree(ProfileSchema.EACH)) {
            forbid(entry, ExpressionVariable.ITEM, "without 'each' there is no item", diagnostics, all());
        }
        if (!entry.has(ProfileSchema.MAP) && entry.isErrorFree(ProfileSchema.MAP)) {
            forbid(entry, ExpressionVariable.TARGET, "without 'map' there is no target", diagnostics, all());
        }
        forbid(entry, ExpressionVariable.ANSWER, "answers are read under 'poll' only", diagnostics, all());
        forbid(
                entry,
                ExpressionVariable.ITEM,
                "it is evaluated once for the message",
                diagnostics,
                List.of(ProfileSchema.MATCH, ProfileSchema.EACH));
        forbid(
                entry,
                ExpressionVariable.TARGET,
                "it is evaluated before 'map'",
                diagnostics,
                List.of(
                        ProfileSchema.MATCH,
                        ProfileSchema.TEST,
                        ProfileSchema.EACH,
                        ProfileSchema.WHEN,
                        ProfileSchema.BY));
    }

    private static List<SectionKey<?>> all() {
        return List.copyOf(ProfileSchema.ENTRY.keys().values());
    }

    private static void forbid(
            ParsedSection entry,
            ExpressionVariable variable,
            String why,
            Diagnostics diagnostics,
            List<SectionKey<?>> keys) {
        for (SectionKey<?> key : keys) {
            if (expressions(entry, key).stream().anyMatch(each -> each.reads(variable))) {
                diagnostics.error(entry.at(key), "'" + key.name() + "' reads '" + variable.text() + "': " + why);
            }
        }
    }

    /** The expressions under a key, however it holds them. */
    static Set<CompiledExpression> expressions(ParsedSection entry, SectionKey<?> key) {
        Set<CompiledExpression> found = new LinkedHashSet<>();
        entry.find(key).ifPresent(value -> collect(value, found));
        return found;
    }

    private static void collect(Object value, Set<CompiledExpression> found) {
        if (value instanceof CompiledExpression expression) {
            found.add(expression);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(each -> collect(each, found));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, found));
        } else if (value instanceof LocatedValue<?> located) {
            collect(located.value(), found);
        }
    }
}
