package org.postwatch.intake.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.intake.Transport;
import org.postwatch.text.NameSuggestion;

/** What must hold across the sections of a profile. */
final class ProfileCheck {
    private ProfileCheck() {}

    static void check(ParsedSection profile, Diagnostics diagnostics) {
        checkTransports(profile, diagnostics);
        checkNeverKept(profile, diagnostics);
        if (profile.isReadable(ProfileSchema.PARAMETERS)) {
            Set<String> declared =
                    profile.get(ProfileSchema.PARAMETERS, Map.of()).keySet();
            for (LocatedValue<ParsedSection> entry : profile.list(ProfileSchema.MESSAGES)) {
                checkParameters(entry.value(), declared, diagnostics);
            }
            profile.find(ProfileSchema.POLL)
                    .ifPresent(poll -> PollSchema.expressions(poll)
                            .forEach(expression -> parameters(expression)
                                    .filter(name -> !declared.contains(name))
                                    .forEach(name -> diagnostics.error(
                                            poll.at(),
                                            NameSuggestion.unknownNameMessage("parameter", name, declared)))));
        }
    }

    private static void checkTransports(ParsedSection profile, Diagnostics diagnostics) {
        List<Transport> transports = profile.values(ProfileSchema.TRANSPORTS);
        if (transports.contains(Transport.WEBHOOK)
                && !profile.has(ProfileSchema.VERIFY)
                && profile.isErrorFree(ProfileSchema.VERIFY)) {
            diagnostics.error(
                    profile.at(),
                    "a profile for webhooks needs 'verify'; where a vendor proves nothing, kind none says so");
        }
        if (profile.has(ProfileSchema.POLL)
                && !transports.contains(Transport.POLL)
                && profile.isErrorFree(ProfileSchema.TRANSPORTS)) {
            diagnostics.error(profile.at(ProfileSchema.POLL), "'poll' without poll among the 'transports'");
        }
        if (transports.equals(List.of(Transport.POLL))) {
            for (LocatedValue<ParsedSection> entry : profile.list(ProfileSchema.MESSAGES)) {
                entry.value()
                        .find(ProfileSchema.TIME)
                        .filter(Optional::isEmpty)
                        .ifPresent(arrival -> diagnostics.error(
                                entry.value().at(ProfileSchema.TIME),
                                "'time: arrival' in a profile for poll: an answer that is read again would be another"
                                        + " event; expected a time of the vendor's"));
            }
        }
    }

    private static void checkNeverKept(ParsedSection profile, Diagnostics diagnostics) {
        Set<String> neverKept = Set.copyOf(profile.values(ProfileSchema.NEVER_KEPT));
        for (LocatedValue<ParsedSection> entry : profile.list(ProfileSchema.MESSAGES)) {
            for (SectionKey<?> key : ProfileSchema.ENTRY.keys().values()) {
                for (CompiledExpression expression : ProfileEntryCheck.expressions(entry.value(), key)) {
                    expression.paths().stream()
                            .flatMap(path -> path.segments().stream())
                            .filter(neverKept::contains)
                            .distinct()
                            .forEach(name -> diagnostics.error(
                                    entry.value().at(key),
                                    "'" + key.name() + "' reads '" + name + "', which 'neverKept' lists"));
                }
            }
        }
    }

    private static void checkParameters(ParsedSection entry, Set<String> declared, Diagnostics diagnostics) {
        for (SectionKey<?> key : ProfileSchema.ENTRY.keys().values()) {
            for (CompiledExpression expression : ProfileEntryCheck.expressions(entry, key)) {
                parameters(expression)
                        .filter(name -> !declared.contains(name))
                        .forEach(name -> diagnostics.error(
                                entry.at(key), NameSuggestion.unknownNameMessage("parameter", name, declared)));
            }
        }
    }

    private static Stream<String> parameters(CompiledExpression expression) {
        return expression.paths().stream()
                .filter(path -> path.root().equals(ExpressionVariable.WITH.text())
                        && path.segments().size() > 1
                        && !path.segments().get(1).equals(FieldPath.ELEMENT))
                .map(path -> path.segments().get(1));
    }
}
