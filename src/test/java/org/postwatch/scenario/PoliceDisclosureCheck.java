package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.postwatch.notification.model.Notice;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Whatever was notified: nobody outside the school got a field that its class is not granted, and no police class a badge,
 * or conduct that is no emergency. Reads the documents as bare YAML, so that it shares no mistake with the policy.
 */
final class PoliceDisclosureCheck {
    private static final Set<String> POLICE =
            Set.of("municipal-police", "sheriff", "district-police", "state", "federal-immigration");
    private static final String CONDUCT = "conduct";

    private final Map<String, String> classes = new HashMap<>();
    private final Map<String, String> recipients = new HashMap<>();
    private final Pattern badges;
    private final JsonNode policy;

    PoliceDisclosureCheck(ShippedDistrict district) {
        classes.put("district", "school");
        district.root()
                .path("agencies")
                .forEach(a -> classes.put(
                        a.required("id").asString(), a.required("class").asString()));
        JsonNode routing = YAMLMapper.shared()
                .readTree(ShippedDistrict.documents(district.name()).resolve("routing.yaml"));
        routing.required("recipients")
                .forEach(r -> recipients.put(
                        r.required("id").asString(),
                        classes.get(r.path("agency").asString("district"))));
        policy = routing.path("policy");
        Set<String> names = new TreeSet<>();
        district.root()
                .required("officers")
                .forEach(o -> names.add(Pattern.quote(o.required("badge").asString())));
        badges = Pattern.compile("(?<![A-Za-z0-9-])(" + String.join("|", names) + ")(?![A-Za-z0-9-])");
    }

    /** @param emergencies since when each matter of conduct is one */
    void check(ReplayNotices day, Map<String, Instant> emergencies) {
        int outside = 0;
        for (Notice notice : day.notices()) {
            String agencyClass = recipients.get(notice.recipient());
            assertThat(agencyClass).as("the class of %s", notice.recipient()).isNotNull();
            policy.path("denied")
                    .path("classes")
                    .forEach(c -> assertThat(c.asString()).isNotEqualTo(agencyClass));
            if (!agencyClass.equals("school")) {
                outside++;
                notice.items().forEach(item -> item(day, notice, item, agencyClass, emergencies));
            }
        }
        boolean hasOthers = recipients.values().stream().anyMatch(agencyClass -> !agencyClass.equals("school"));
        assertThat(outside > 0).as("notices to others than the school").isEqualTo(hasOthers);
    }

    private void item(
            ReplayNotices day,
            Notice notice,
            Notice.NoticeItem item,
            String agencyClass,
            Map<String, Instant> emergencies) {
        String id = day.alertId(item);
        String kind = id.substring(0, id.indexOf('/'));
        if (kind.equals(CONDUCT)) {
            assertThat(emergencies)
                    .as("conduct notified to %s", notice.recipient())
                    .containsKey(id);
            assertThat(notice.at()).as(id).isAfterOrEqualTo(emergencies.get(id));
        }
        Set<String> granted = granted(agencyClass, kind.equals(CONDUCT) ? "weapon-seen" : kind);
        assertThat(granted).as("fields of %s for class %s", kind, agencyClass).isNotEmpty();
        assertThat(item.fields().keySet())
                .as("%s to %s", day.line(notice), notice.recipient())
                .isSubsetOf(granted);
        if (POLICE.contains(agencyClass)) {
            assertThat(item.fields())
                    .as("%s to %s", day.line(notice), notice.recipient())
                    .doesNotContainKey("badge");
            assertThat(item.fields().values())
                    .noneMatch(value -> badges.matcher(value).find());
        }
    }

    private Set<String> granted(String agencyClass, String kind) {
        Set<String> fields = new TreeSet<>();
        for (JsonNode grant : policy.required("grants")) {
            boolean names = false;
            for (JsonNode k : grant.required("kinds")) {
                names |= k.asString().equals(kind);
            }
            if (names && grant.required("class").asString().equals(agencyClass)) {
                grant.required("fields").forEach(f -> fields.add(f.asString()));
            }
        }
        return fields;
    }
}
