package org.postwatch.delivery.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.RecipientAddress;

/** The list of the kinds of recipients is whole. */
class RecipientIntegrationsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.postwatch.delivery");

    @Test
    void every_address_has_one_integration_and_a_type_of_its_own() {
        assertThat(RecipientIntegrations.ALL.stream()
                        .map(integration -> integration.addressType().getName()))
                .containsExactlyInAnyOrderElementsOf(implementationsOf(RecipientAddress.class));
        assertThat(RecipientIntegrations.ALL.stream()
                        .map(integration -> integration.key().name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_type_that_is_not_known_has_no_integration() {
        assertThatThrownBy(() -> RecipientIntegrations.ofType("pigeon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no kind of address: 'pigeon'");
    }

    private static List<String> implementationsOf(Class<?> type) {
        return CLASSES.stream()
                .filter(found -> found.isAssignableTo(type) && !found.isInterface())
                .map(found -> found.getName())
                .toList();
    }
}
