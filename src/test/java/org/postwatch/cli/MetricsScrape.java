package org.postwatch.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an instance shows under {@code /metrics} at one moment. */
record MetricsScrape(List<Sample> samples) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Sample(String name, Map<String, String> labels, double value) {}

    static MetricsScrape of(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return read(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    private static MetricsScrape read(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (!found.matches()) {
                throw new AssertionError("no sample: " + line);
            }
            Map<String, String> labels = new TreeMap<>();
            LABEL.matcher(Optional.ofNullable(found.group(2)).orElse(""))
                    .results()
                    .forEach(label -> labels.put(label.group(1), label.group(2)));
            samples.add(new Sample(found.group(1), labels, Double.parseDouble(found.group(3))));
        });
        return new MetricsScrape(samples);
    }

    /** The sum over all samples that have these labels; empty when there is none. */
    OptionalDouble sum(String name, String... labels) {
        List<Sample> found = samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(found.stream().mapToDouble(Sample::value).sum());
    }

    /** The same, where nothing counts as nothing. */
    double count(String name, String... labels) {
        return sum(name, labels).orElse(0);
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }
}
