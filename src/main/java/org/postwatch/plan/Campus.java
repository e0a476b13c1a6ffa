package org.postwatch.plan;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One version of a campus. Posts stand in the order in which they are filled. */
public record Campus(
        String id, String name, ZoneId zone, List<Post> posts, List<Entrance> entrances, Schedule schedule) {
    public Campus {
        posts = List.copyOf(posts);
        entrances = List.copyOf(entrances);
    }

    public Optional<Entrance> entrance(String id) {
        return entrances.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    public Optional<Entrance.Device> device(String id) {
        return entrances.stream()
                .flatMap(e -> e.devices().stream())
                .filter(d -> d.id().equals(id))
                .findFirst();
    }
}
