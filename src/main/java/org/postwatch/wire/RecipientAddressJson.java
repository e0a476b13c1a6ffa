package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.List;
import org.postwatch.delivery.channels.RecipientIntegrations;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.RecipientAddress;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where notices go, in JSON: {@code type}, then the components of the address's record by name, those that are empty left out.
 * Secrets are references here too.
 */
public final class RecipientAddressJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .changeDefaultPropertyInclusion(values -> values.withValueInclusion(Include.NON_EMPTY))
            .withConfigOverride(
                    List.class, list -> list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            // Only components are written: what other methods return follows from them.
            .changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .addMixIn(ConfigValue.class, TextOfConfigValue.class)
            .build();

    private RecipientAddressJson() {}

    /** As an object with its {@code type}. */
    public static ObjectNode write(RecipientAddress address) {
        return MAPPER.createObjectNode().put("type", address.type()).setAll((ObjectNode) MAPPER.valueToTree(address));
    }

    /** @throws IllegalArgumentException when it is of no known kind */
    static RecipientAddress read(JsonNode node) {
        return MAPPER.treeToValue(
                node,
                RecipientIntegrations.ofType(node.path("type").asString("")).addressType());
    }

    private abstract static class TextOfConfigValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        TextOfConfigValue(String text) {}

        @JsonValue
        abstract String text();
    }
}
