package org.postwatch.streams.state;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.postwatch.coverage.Reason;
import org.postwatch.notification.engine.AlertGroup;
import org.postwatch.notification.engine.AlertRef;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.engine.NoticeState;
import org.postwatch.notification.engine.NotificationTables;
import org.postwatch.notification.engine.PendingDigest;
import org.postwatch.notification.engine.RecipientState;
import org.postwatch.notification.engine.Silence;
import org.postwatch.notification.engine.UrgentConductAggregator;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.state.UrgentEventDay;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names in the stored JSON of ROUTING's tables. They do not follow from the names of records, components and enum
 * constants, which may change; these names may not, without a new version of the layout.
 */
final class StoredNames {
    /** Of each record the names of its components, in the order in which it declares them. */
    private static final Map<Class<?>, List<String>> COMPONENTS = new HashMap<>();

    private static final Map<Class<?>, Function<Enum<?>, String>> CONSTANTS = new HashMap<>();

    static {
        components(
                AlertState.class,
                "matter",
                "said",
                "changed",
                "walked",
                "acknowledgement",
                "remarks",
                "lines",
                "chain",
                "updated",
                "updateDue",
                "deadline");
        components(AlertState.Acknowledgement.class, "by", "at", "until");
        components(AlertState.OperatorNote.class, "at", "by", "text");
        components(
                AlertState.EscalationStepState.class,
                "route",
                "step",
                "after",
                "pause",
                "before",
                "since",
                "due",
                "to",
                "taken");
        components(RecipientState.class, "route", "escalated", "news", "hold", "group", "told", "toldAt");
        components(RecipientState.PendingNotification.class, "stage", "because");
        components(RecipientState.Suppression.class, "outcome", "rule", "reason", "until", "feed");
        components(
                Alert.class,
                "district",
                "id",
                "kind",
                "status",
                "severity",
                "labels",
                "fields",
                "opened",
                "silentFeeds",
                "emergency");
        constants(Alert.AlertStatus.class, Alert.AlertStatus::wireName);
        components(AlertRef.class, "matter");
        components(AlertGroup.class, "recipient", "route", "subject", "interval", "due", "toldAt", "lost");
        components(PendingDigest.class, "recipient", "due");
        components(Silence.class, "id", "by", "reason", "match", "from", "until", "warnAt");
        components(NoticeState.class, "notice", "matters", "acknowledged", "forgetAt");
        components(
                Notice.class,
                "district",
                "recipient",
                "subject",
                "ref",
                "revision",
                "stage",
                "status",
                "at",
                "items",
                "matters",
                "because",
                "earlier",
                "call",
                "news",
                "urgent");
        components(Notice.NoticeItem.class, "ref", "status", "fields", "zone");
        components(Notice.EarlierRevision.class, "revision", "at");
        components(Notice.LastNotification.class, "revision", "stage", "at");
        constants(Notice.NoticeStage.class, Notice.NoticeStage::wireName);
        components(NotificationTables.FailedRevision.class, "revision");
        components(UrgentConductAggregator.UrgentConductMinute.class, "minute", "own", "reports");
        components(Reason.class, "code", "args");
        components(UrgentEventDay.class, "entries");
        components(NotificationTables.StoredInstant.class, "time");
        components(
                DeliveryResult.class,
                "district",
                "recipient",
                "subject",
                "ref",
                "revision",
                "outcome",
                "attempts",
                "at",
                "detail");
        constants(DeliveryResult.DeliveryStatus.class, DeliveryResult.DeliveryStatus::wireName);
        components(
                DisclosureRecord.class,
                "district",
                "at",
                "outcome",
                "recipient",
                "agencyClass",
                "subject",
                "kind",
                "fields",
                "hash",
                "rule",
                "reason",
                "actor");
        constants(DisclosureRecord.DisclosureOutcome.class, DisclosureRecord.DisclosureOutcome::wireName);
        components(Actor.class, "claimed", "verified");
        components(DistrictSecret.class, "hex");
        components(RetainedDenials.class, "bars");
        components(MandatoryDenial.class, "kind", "name");
        constants(MandatoryDenial.DenialTarget.class, MandatoryDenial.DenialTarget::wireName);
    }

    private StoredNames() {}

    private static void components(Class<? extends Record> type, String... names) {
        if (names.length != type.getRecordComponents().length
                || new HashSet<>(Arrays.asList(names)).size() < names.length) {
            throw new IllegalArgumentException(type + " has " + type.getRecordComponents().length
                    + " components; expected a name of its own for each, found " + List.of(names));
        }
        COMPONENTS.put(type, List.of(names));
    }

    private static <E extends Enum<E>> void constants(Class<E> type, Function<E, String> name) {
        CONSTANTS.put(type, constant -> name.apply(type.cast(constant)));
    }

    /** A builder of mappers that use these names only: they refuse a record or an enum that has none here. */
    static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(new ComponentNamingStrategy())
                .annotationIntrospector(new ConstantNameIntrospector());
    }

    /** @throws IllegalStateException when the type has no stored names */
    static List<String> ofComponents(Class<?> type) {
        return known(COMPONENTS, type);
    }

    /** @throws IllegalStateException when the type has no stored names */
    static String ofConstant(Enum<?> constant) {
        return known(CONSTANTS, constant.getDeclaringClass()).apply(constant);
    }

    private static <V> V known(Map<Class<?>, V> names, Class<?> type) {
        V known = names.get(type);
        if (known == null) {
            throw new IllegalStateException(type + " has no stored names; give it some in StoredNames");
        }
        return known;
    }

    private static final class ComponentNamingStrategy extends PropertyNamingStrategy {
        private static final long serialVersionUID = 1;

        private static String name(AnnotatedMember member, String component) {
            Class<?> type = member.getDeclaringClass();
            if (!type.isRecord()) {
                // Collections of Java, which are not written by property.
                return component;
            }
            List<String> names = ofComponents(type);
            RecordComponent[] components = type.getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                if (components[i].getName().equals(component)) {
                    return names.get(i);
                }
            }
            throw new IllegalStateException(type + " has no component '" + component + "'");
        }

        @Override
        public String nameForField(MapperConfig<?> config, AnnotatedField field, String component) {
            return name(field, component);
        }

        @Override
        public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String component) {
            return name(method, component);
        }

        @Override
        public String nameForConstructorParameter(
                MapperConfig<?> config, AnnotatedParameter parameter, String component) {
            return name(parameter, component);
        }
    }

    private static final class ConstantNameIntrospector extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            for (int i = 0; i < constants.length; i++) {
                names[i] = ofConstant(constants[i]);
            }
            return names;
        }
    }
}
