package org.postwatch.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comments in the documents of a new district. */
final class DocumentComments {
    private DocumentComments() {}

    static List<String> district(String name) {
        return List.of(
                name
                        + ": who must be where, when, and under which agreement. docs/reference-district.md explains every key.",
                "Check it with 'postwatch plan check FOLDER' after each change; 'postwatch plan apply FOLDER' puts it in force.");
    }

    static Map<String, List<String>> ofDistrict(List<String> calendarNotes) {
        Map<String, List<String>> comments = new LinkedHashMap<>();
        List<String> calendar = new ArrayList<>(
                List.of("Posts must be filled in the windows, on the days of a term that are no holidays."));
        calendar.addAll(calendarNotes);
        comments.put("calendar", calendar);
        comments.put(
                "agencies",
                List.of(
                        "Employers of officers besides the district. Their class decides what routing.yaml may disclose."));
        comments.put(
                "officers",
                List.of(
                        "Officers by badge, never by name. More of them can be in files of their own, officers/*.yaml."));
        comments.put(
                "agreements",
                List.of(
                        "An agreement is in force in its term, once the latest decision of each approver is 'approved'."));
        comments.put(
                "feeds",
                List.of("Who may report what. A feed that sends nothing for its limit is silent, and then nobody knows"
                        + " whether a post is filled."));
        comments.put(
                "campuses",
                List.of("A post is filled by an officer of one of its kinds, who is on one of its duties."));
        return comments;
    }

    static List<String> intake(String name) {
        return List.of(name
                + ": the pages and systems whose messages become events. docs/reference-intake.md explains every key.");
    }

    static Map<String, List<String>> ofIntake() {
        return Map.of(
                "desks",
                List.of(
                        "The page of a tablet at the entrance. While it is not open in the hours of its feed, the feed is silent."),
                "phones",
                List.of("Officers check in by phone, with a code at the post and a PIN."));
    }

    static List<String> routing(String name) {
        return List.of(
                name + ": who is notified of what. docs/routing.md explains it.",
                "Nothing leaves this machine yet: 'board' is a topic on the broker, 'console' is the log. To send mail, add such a",
                "recipient and name it in 'routes'; other kinds are webhook, chat, pagerduty, alertmanager and cap:",
                "  - { id: office, agency: district, mail: { host: smtp.district.example, from: postwatch@district.example,",
                "      to: [office@district.example] } }");
    }

    static Map<String, List<String>> ofRouting() {
        return Map.of(
                "routes",
                List.of(
                        "Every alert goes to these; docs/routing.md shows routes for single kinds, campuses and severities."));
    }
}
