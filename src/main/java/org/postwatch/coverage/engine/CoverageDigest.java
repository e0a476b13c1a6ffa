package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.Reason;
import org.postwatch.state.Sha256;

/**
 * Digests of published values, to detect changes. They are stored: another encoding makes every open
 * day and every campus differ, so that each is published again once. Each value is written in a fixed order, led by its
 * type or its length, and states by their wire names. No name of a Java type or component is part of it.
 */
final class CoverageDigest {
    private final StringBuilder out = new StringBuilder();

    private CoverageDigest() {}

    static String of(CampusCoverage campus) {
        CoverageDigest digest = new CoverageDigest();
        digest.campus(campus);
        return Sha256.digest(digest.out.toString());
    }

    /** @return empty for no intervals */
    static String of(List<CoverageInterval> intervals) {
        CoverageDigest digest = new CoverageDigest();
        digest.list(intervals, digest::interval);
        return intervals.isEmpty() ? "" : Sha256.digest(digest.out.toString());
    }

    private void campus(CampusCoverage campus) {
        tag('c');
        text(campus.district());
        text(campus.campus());
        state(campus.state());
        list(campus.posts(), this::post);
    }

    private void post(PostCoverage post) {
        tag('p');
        text(post.post());
        state(post.state());
        optional(post.since(), this::instant);
        list(post.counted(), this::text);
        list(post.reasons(), this::reason);
    }

    private void interval(CoverageInterval interval) {
        tag('i');
        instant(interval.from());
        optional(interval.to(), this::instant);
        state(interval.state());
        list(interval.counted(), this::text);
        list(interval.reasons(), this::reason);
    }

    private void reason(Reason reason) {
        tag('r');
        text(reason.code());
        list(reason.args(), this::text);
    }

    private void state(CoverageState state) {
        text(state.wireName());
    }

    private void tag(char type) {
        out.append(type);
    }

    private void number(long value) {
        out.append(value).append(';');
    }

    private void text(String value) {
        out.append('"');
        number(value.length());
        out.append(value);
    }

    private void instant(Instant value) {
        out.append('@');
        number(value.getEpochSecond());
        number(value.getNano());
    }

    private <T> void optional(Optional<T> value, Consumer<T> write) {
        out.append(value.isPresent() ? '+' : '-');
        value.ifPresent(write);
    }

    private <T> void list(Collection<T> values, Consumer<T> write) {
        out.append('[');
        number(values.size());
        values.forEach(write);
    }
}
