package org.postwatch.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XML of strangers is read strictly: no document types, no entities, no depth without a bound. */
class XmlBodyTest {
    @Test
    void an_element_with_elements_is_a_list_and_a_text_is_a_text() {
        XmlBody.XmlReading reading = XmlBody.read(
                "<?xml version=\"1.0\"?><a:alert xmlns:a=\"urn:x\" id=\"7\"><a:info><a:event> Gun &amp; alarm </a:event>"
                        + "<a:code>1</a:code><a:code><![CDATA[<2>]]></a:code><a:empty/></a:info></a:alert>");

        assertThat(reading.fault()).isEmpty();
        assertThat(reading.value())
                .isEqualTo(Map.of(
                        "alert",
                        Map.of(
                                "info",
                                List.of(Map.of("event", "Gun & alarm", "code", List.of("1", "<2>"), "empty", "")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alert",
                "<alert>",
                "<alert></alarm>",
                "<alert/><alert/>",
                "<!DOCTYPE alert><alert/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>",
                "<alert>&unknown;</alert>"
            })
    void anything_else_is_refused_without_a_value(String text) {
        XmlBody.XmlReading reading = XmlBody.read(text);

        assertThat(reading.value()).isEmpty();
        assertThat(reading.fault()).hasValue("expected XML of at most 64 levels without a document type");
    }

    @Test
    void depth_is_bounded() {
        assertThat(XmlBody.read("<a>".repeat(64) + "</a>".repeat(64)).fault()).isEmpty();
        assertThat(XmlBody.read("<a>".repeat(65) + "</a>".repeat(65)).fault()).isPresent();
        assertThat(XmlBody.read("<a>".repeat(80_000)).fault()).isPresent();
    }
}
