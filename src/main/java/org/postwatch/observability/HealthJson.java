package org.postwatch.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Checks on the wire: {@code {"ok":…,"checks":[{"name","ok","found","expected","do"}]}}. */
final class HealthJson {
    private static final JsonMapper JSON = new JsonMapper();

    private HealthJson() {}

    static byte[] write(List<HealthCheckResult> checks) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (HealthCheckResult check : checks) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", check.name());
            one.put("ok", check.passed());
            one.put("found", check.found());
            one.put("expected", check.expected());
            if (!check.passed()) {
                one.put("do", check.remedy());
            }
            all.add(one);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ok", checks.stream().allMatch(HealthCheckResult::passed));
        body.put("checks", all);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(body);
    }
}
