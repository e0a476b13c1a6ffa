package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.list;
import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import org.postwatch.plan.Campus;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One version of a campus in JSON; its id stands outside. */
final class CampusJson {
    private CampusJson() {}

    static ObjectNode write(Campus campus) {
        ObjectNode node =
                newObject().put("name", campus.name()).put("zone", campus.zone().getId());
        list(node, "posts", campus.posts(), CampusJson::post);
        list(node, "entrances", campus.entrances(), entrance -> {
            ObjectNode each = newObject().put("id", entrance.id());
            list(
                    each,
                    "devices",
                    entrance.devices(),
                    d -> newObject()
                            .put("id", d.id())
                            .put("type", d.type())
                            .put("feed", d.feed())
                            .put("from", d.from().toString()));
            return each;
        });
        schedule(node, campus.schedule());
        return node;
    }

    static Campus read(String id, JsonNode node) {
        return new Campus(
                id,
                text(node, "name"),
                ZoneId.of(text(node, "zone")),
                list(node, "posts", CampusJson::post),
                list(
                        node,
                        "entrances",
                        e -> new Entrance(
                                text(e, "id"),
                                list(
                                        e,
                                        "devices",
                                        d -> new Entrance.Device(
                                                text(d, "id"),
                                                text(d, "type"),
                                                text(d, "feed"),
                                                LocalDate.parse(text(d, "from")))))),
                schedule(node));
    }

    private static ObjectNode post(Post post) {
        ObjectNode node = newObject().put("id", post.id()).put("headCount", post.headCount());
        PlanJsonFields.sortedStrings(node, "kinds", post.kinds());
        PlanJsonFields.sortedStrings(node, "duties", post.duties());
        PlanJsonFields.sortedStrings(node, "credentials", post.credentials());
        PlanJsonFields.sortedStrings(node, "feeds", post.feeds());
        node.put("grace", post.grace().toString());
        PlanJsonFields.severityLadder(node, "ladder", post.ladder());
        return node;
    }

    private static Post post(JsonNode node) {
        return new Post(
                text(node, "id"),
                PlanJsonFields.integer(node, "headCount"),
                PlanJsonFields.stringSet(node, "kinds"),
                PlanJsonFields.stringSet(node, "duties"),
                PlanJsonFields.stringSet(node, "credentials"),
                PlanJsonFields.stringSet(node, "feeds"),
                PlanJsonFields.duration(node, "grace"),
                PlanJsonFields.severityLadder(node, "ladder"));
    }

    private static void schedule(ObjectNode node, Schedule schedule) {
        list(
                node,
                "terms",
                schedule.terms(),
                t -> newObject()
                        .put("first", t.first().toString())
                        .put("last", t.last().toString()));
        PlanJsonFields.sortedStrings(
                node,
                "holidays",
                schedule.holidays().stream().map(LocalDate::toString).toList());
        list(node, "weekly", schedule.weekly(), w -> {
            ObjectNode each = newObject().put("name", w.name());
            ArrayNode days = each.putArray("days");
            w.days().stream().sorted().forEach(d -> days.add(d.getValue()));
            each.put("from", w.from().toString()).put("to", w.to().toString());
            PlanJsonFields.sortedStrings(each, "posts", w.posts());
            return each;
        });
        list(
                node,
                "releases",
                schedule.releases(),
                r -> newObject()
                        .put("date", r.date().toString())
                        .put("window", r.window())
                        .put("to", r.to().toString()));
        list(node, "specials", schedule.specials(), s -> {
            ObjectNode each =
                    newObject().put("name", s.name()).put("date", s.date().toString());
            each.put("from", s.from().toString()).put("to", s.to().toString());
            PlanJsonFields.sortedStrings(each, "posts", s.posts());
            return each;
        });
    }

    private static Schedule schedule(JsonNode node) {
        return new Schedule(
                list(
                        node,
                        "terms",
                        t -> new Schedule.SchoolTerm(
                                LocalDate.parse(text(t, "first")), LocalDate.parse(text(t, "last")))),
                new HashSet<>(list(node, "holidays", d -> LocalDate.parse(d.asString()))),
                list(
                        node,
                        "weekly",
                        w -> new Schedule.WeeklyWindow(
                                text(w, "name"),
                                new HashSet<>(list(w, "days", d -> DayOfWeek.of(d.asInt()))),
                                time(w, "from"),
                                time(w, "to"),
                                PlanJsonFields.stringSet(w, "posts"))),
                list(
                        node,
                        "releases",
                        r -> new Schedule.EarlyRelease(
                                LocalDate.parse(text(r, "date")), text(r, "window"), time(r, "to"))),
                list(
                        node,
                        "specials",
                        s -> new Schedule.SpecialEvent(
                                text(s, "name"),
                                LocalDate.parse(text(s, "date")),
                                time(s, "from"),
                                time(s, "to"),
                                PlanJsonFields.stringSet(s, "posts"))));
    }

    private static LocalTime time(JsonNode node, String field) {
        return LocalTime.parse(text(node, field));
    }
}
