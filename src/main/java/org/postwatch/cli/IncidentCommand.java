package org.postwatch.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import picocli.CommandLine.Parameters;

/** A command about incidents: one record for each of them. */
abstract class IncidentCommand<C extends OperatorCommand> extends AbstractOperatorCommand<C> {
    @Parameters(
            arity = "1..*",
            paramLabel = "INCIDENT",
            description =
                    "The ids of incidents, as in notices and on the board. The district may precede an id, as in the keys of the topics.")
    private List<String> incidents;

    /** The command about one incident. */
    abstract C command(String district, Instant now, Actor actor, String incident);

    @Override
    final List<C> createCommands(String district, Instant now, Actor actor) {
        return incidents.stream()
                .map(incident -> command(district, now, actor, withoutDistrict(district, incident)))
                .toList();
    }

    @Override
    final Optional<String> namedDistrict() {
        Set<String> named = incidents.stream().map(IncidentCommand::districtOf).collect(Collectors.toSet());
        return named.size() == 1 ? Optional.of(named.iterator().next()).filter(id -> !id.isEmpty()) : Optional.empty();
    }

    static String withoutDistrict(String district, String incident) {
        return districtOf(incident).equals(district) ? incident.substring(district.length() + 1) : incident;
    }

    /** The text before the kind in the id of an incident; may be empty. */
    private static String districtOf(String incident) {
        IncidentKey key = IncidentKey.parse(incident);
        IncidentId id = IncidentId.parse(key.incident());
        boolean hasDistrict =
                !id.subject().isEmpty() && Alert.KINDS.contains(id.kind()) && !Alert.KINDS.contains(key.district());
        return hasDistrict ? key.district() : "";
    }
}
