package org.postwatch.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictTrees;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlDocument;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.plan.District;

/**
 * The documents of a new district. The nodes have the places of what they were made from, so that a check of them reports faults in
 * the tables.
 */
public record NewDistrict(YamlDocument district, YamlDocument routing, Optional<YamlDocument> intake) {
    private static final List<String> PRESENCE = List.of("checked-in", "checked-out", "called-away", "returned");
    private static final String LIMIT = "10m";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** By the names of their files. */
    public Map<String, YamlDocument> files() {
        Map<String, YamlDocument> files = new LinkedHashMap<>();
        files.put(DistrictDocuments.DISTRICT_FILE, district);
        files.put(DistrictDocuments.ROUTING_FILE, routing);
        intake.ifPresent(document -> files.put(DistrictDocuments.INTAKE_FILE, document));
        return files;
    }

    /** As {@code plan check} reads them. */
    public DistrictTrees trees() {
        return new DistrictTrees(
                Optional.of(district.root()),
                List.of(),
                List.of(),
                Optional.of(routing.root()),
                intake.map(YamlDocument::root));
    }

    /** Contradictions between the rows of a table are reported here; everything else when the documents are checked. */
    public static NewDistrict of(DistrictAnswers answers, Diagnostics diagnostics) {
        SourceLocation at = answers.district().at();
        List<YamlNode.Mapping> officers = OfficerTable.officers(answers.officers(), diagnostics);
        MappingBuilder root = new MappingBuilder(at)
                .located("district", Optional.of(answers.district()))
                .located("name", Optional.of(answers.name()))
                .located("zone", Optional.of(answers.zone()))
                .located("first-day", Optional.of(answers.firstDay()))
                .put("calendar", calendar(answers, at))
                .items("agencies", AgreementTable.agencies(answers.agreements(), diagnostics))
                .items("officers", officers)
                .items("agreements", AgreementTable.agreements(answers.agreements(), diagnostics))
                .items("feeds", feeds(answers))
                .items("campuses", CampusTable.campuses(answers.campuses(), answers.hours(), diagnostics));
        return new NewDistrict(
                new YamlDocument(
                        DocumentComments.district(answers.name().value()),
                        root.build(),
                        DocumentComments.ofDistrict(answers.calendarNotes())),
                routing(answers, at),
                intake(answers, at));
    }

    private static Optional<YamlDocument> intake(DistrictAnswers answers, SourceLocation at) {
        List<YamlNode> desks = new ArrayList<>();
        List<YamlNode> phones = new ArrayList<>();
        for (RowGroup campus : validCampuses(answers)) {
            String id = campus.find("campus").orElseThrow().value();
            if (answers.hasDesks()) {
                desks.add(page(campus, deskFeed(id)));
            }
            if (answers.hasPhones()) {
                phones.add(page(campus, phoneFeed(id)));
            }
        }
        YamlNode.Mapping root = new MappingBuilder(at)
                .items("desks", desks)
                .items("phones", phones)
                .build();
        return root.entries().isEmpty()
                ? Optional.empty()
                : Optional.of(new YamlDocument(
                        DocumentComments.intake(answers.name().value()), root, DocumentComments.ofIntake()));
    }

    private static YamlNode page(RowGroup campus, String feed) {
        return new MappingBuilder(campus.at())
                .located("campus", campus.find("campus"))
                .text("feed", feed)
                .build();
    }

    /** Without those whose id is invalid, which is reported where the campus is. */
    private static List<RowGroup> validCampuses(DistrictAnswers answers) {
        return RowGroup.by("campus", answers.campuses()).stream()
                .filter(campus ->
                        ID.matcher(campus.find("campus").orElseThrow().value()).matches())
                .toList();
    }

    private static YamlNode.Mapping calendar(DistrictAnswers answers, SourceLocation at) {
        List<YamlNode> terms = new ArrayList<>();
        answers.terms()
                .forEach(term -> terms.add(new MappingBuilder(term.at())
                        .text("from", term.value().first())
                        .text("to", term.value().last())
                        .build()));
        return new MappingBuilder(at)
                .items("terms", terms)
                .texts("holidays", answers.holidays())
                .items("windows", List.of(answers.hours().window(at)))
                .build();
    }

    private static List<YamlNode> feeds(DistrictAnswers answers) {
        Set<String> agencies = employers(answers);
        List<YamlNode> feeds = new ArrayList<>();
        for (RowGroup campus : validCampuses(answers)) {
            String id = campus.find("campus").orElseThrow().value();
            SchoolHours hours = answers.hours().of(campus.first());
            if (answers.hasDesks()) {
                feeds.add(feed(campus, deskFeed(id), agencies)
                        .items("hours", List.of(hours.feedHours(campus.at())))
                        .build());
            }
            if (answers.hasPhones()) {
                feeds.add(feed(campus, phoneFeed(id), agencies).build());
            }
        }
        return feeds;
    }

    /** Agencies that employ officers; without unknown ones, which are reported. */
    private static Set<String> employers(DistrictAnswers answers) {
        Set<String> known = new HashSet<>(Set.of(District.OWN_AGENCY));
        answers.agreements()
                .forEach(row -> row.find("agency").map(LocatedValue::value).ifPresent(known::add));
        Set<String> employers = new LinkedHashSet<>();
        RowGroup.by("badge", answers.officers())
                .forEach(officer -> employers.add(
                        officer.find("agency").map(LocatedValue::value).orElse(District.OWN_AGENCY)));
        employers.retainAll(known);
        return employers.isEmpty() ? Set.of(District.OWN_AGENCY) : employers;
    }

    private static MappingBuilder feed(RowGroup campus, String source, Set<String> agencies) {
        return new MappingBuilder(campus.at())
                .text("source", source)
                .texts("agencies", agencies)
                .locatedList("campuses", campus.find("campus").stream().toList())
                .texts("types", PRESENCE)
                .text("limit", LIMIT);
    }

    static String deskFeed(String campus) {
        return "desk-" + campus;
    }

    static String phoneFeed(String campus) {
        return "phones-" + campus;
    }

    private static YamlDocument routing(DistrictAnswers answers, SourceLocation at) {
        YamlNode.Mapping board = new MappingBuilder(at)
                .text("id", "board")
                .text("agency", District.OWN_AGENCY)
                .put("kafka", new MappingBuilder(at).build())
                .flag("watchdog", true)
                .build();
        YamlNode.Mapping console = new MappingBuilder(at)
                .text("id", "console")
                .put("log", new MappingBuilder(at).build())
                .build();
        YamlNode.Mapping routes =
                new MappingBuilder(at).texts("to", List.of("board", "console")).build();
        return new YamlDocument(
                DocumentComments.routing(answers.name().value()),
                new MappingBuilder(at)
                        .items("recipients", List.of(board, console))
                        .put("routes", routes)
                        .build(),
                DocumentComments.ofRouting());
    }
}
