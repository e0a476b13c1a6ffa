package org.postwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds all wire names: most follow from the names of the constants, and a renamed constant must not rename anything in topics
 * or documents by accident. Renew the file on purpose with {@code -Dgolden.renew=true}.
 */
class WireNameTest {
    private static final Path HELD = Path.of("src/test/resources/names/wire-names.txt");

    @Test
    void wire_names_change_on_purpose_only() throws IOException {
        String names = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.postwatch").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(WireName.class))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .map(type -> type.getName() + ": " + names(type.reflect()))
                        .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("golden.renew")) {
            Files.writeString(HELD, names);
        }
        assertThat(names).isEqualTo(Files.readString(HELD));
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((WireName) constant).wireName())
                .collect(Collectors.joining(" "));
    }
}
