package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** logback.xml names classes as texts, and Logback leaves out what it does not find. */
class LogbackConfigurationTest {
    private static final Pattern CLASS = Pattern.compile("class=\"([^\"]+)\"");

    @Test
    void every_class_that_the_log_names_is_there() throws IOException {
        String settings = Files.readString(Path.of("src/main/resources/logback.xml"));

        assertThat(CLASS.matcher(settings).results().map(found -> found.group(1)))
                .contains(KafkaNoiseFilter.class.getName())
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
    }
}
