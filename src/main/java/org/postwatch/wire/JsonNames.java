package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.postwatch.text.WireName;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The names of records and their components in JSON, where they are not the names in Java, and the forms of values. Held
 * samples of topics and state keep a renamed component from changing the JSON by accident.
 */
public final class JsonNames {
    /** In place of a component's name: the fields of its record are written into the record that has it. */
    static final String UNWRAPPED = "*";

    /** At the end of a component's name: it is left out when it is empty or false, and is that when it is absent. */
    static final String OPTIONAL = "?";

    private final Map<Class<?>, List<String>> components = new HashMap<>();
    private final Map<Class<?>, String[]> orders = new HashMap<>();
    private final Map<Class<?>, Class<?>> mixIns = new HashMap<>();
    /** By the record and the name of the component in JSON. */
    private final Map<List<Object>, JsonForm<?, ?>> forms = new HashMap<>();
    /** What is expected where such a value stands, for messages. */
    private final Map<Class<?>, String> descriptions = new HashMap<>();

    private final SimpleModule module = new SimpleModule();

    /**
     * Names all components of a record.
     *
     * @param names in the order in which the record declares the components, each different, with a space between them. One
     *     that ends with {@value #OPTIONAL} is left out when it is empty or false, and is that when it is absent. In place of
     *     {@value #UNWRAPPED} stand the fields of the component's own record.
     * @throws IllegalArgumentException when there is not exactly one name for each component
     */
    public JsonNames components(Class<? extends Record> type, String names) {
        List<String> each = List.of(names.split(" "));
        int declared = type.getRecordComponents().length;
        if (each.size() != declared || new HashSet<>(each).size() < declared) {
            throw new IllegalArgumentException(
                    type + " has " + declared + " components; expected a name of its own for each, found " + each);
        }
        components.put(type, each);
        return this;
    }

    /** Records that are whole values of a topic: they begin with the format. */
    JsonNames topicRecords(Class<?>... types) {
        Arrays.stream(types).forEach(type -> mixIn(type, FormatFirst.class));
        return this;
    }

    /**
     * An enum, by its wire names.
     *
     * @param description for messages: the value that is expected
     */
    <E extends Enum<E> & WireName> JsonNames constants(Class<E> type, String description) {
        return text(
                type,
                description,
                WireName::wireName,
                text -> WireName.find(type, text)
                        .orElseThrow(() -> new IllegalArgumentException("none is named '" + text + "'")));
    }

    /** The order in which the fields of a record are written, where it is not the order of its components. */
    JsonNames order(Class<? extends Record> type, String names) {
        orders.put(type, names.split(" "));
        return this;
    }

    /** Annotations of Jackson that a type has here only. */
    JsonNames mixIn(Class<?> type, Class<?> annotations) {
        mixIns.put(type, annotations);
        return this;
    }

    /** Values that are written as text. */
    <T> JsonNames text(Class<T> type, String description, Function<T, String> write, Function<String, T> parse) {
        return text(type, description, write, parse, null);
    }

    /** @param empty is not written in a component that may be left out; null if no value is empty */
    <T> JsonNames text(
            Class<T> type, String description, Function<T, String> write, Function<String, T> parse, T empty) {
        descriptions.put(type, description);
        module.addSerializer(type, new JsonText.Serializer<>(type, write, empty));
        module.addDeserializer(type, new JsonText.Deserializer<>(type, parse, empty));
        return this;
    }

    /** All values of a type are written in another form. */
    <A, B> JsonNames form(Class<A> type, TypeReference<B> form, Function<A, B> write, Function<B, A> read) {
        new JsonForm<>(form, write, read).addTo(module, type);
        return this;
    }

    /** One component of a record, by its name in JSON, is written in another form. */
    <A, B> JsonNames form(
            Class<? extends Record> type,
            String name,
            TypeReference<B> form,
            Function<A, B> write,
            Function<B, A> read) {
        forms.put(List.of(type, name), new JsonForm<>(form, write, read));
        return this;
    }

    /** A builder of mappers that use these names only; what is absent is null or, in a list, empty. */
    public JsonMapper.Builder mapper() {
        return builder(false);
    }

    /** A builder of mappers for which each component must be present unless it may be left out. */
    JsonMapper.Builder strictMapper() {
        return builder(true);
    }

    private JsonMapper.Builder builder(boolean strict) {
        JsonMapper.Builder builder = JsonMapper.builder()
                .propertyNamingStrategy(new JsonNamesIntrospector.Naming(this))
                .annotationIntrospector(new JsonNamesIntrospector(this, strict))
                // What a record derives from its components is no component.
                .changeDefaultVisibility(found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .addModule(module);
        mixIns.forEach(builder::addMixIn);
        return builder;
    }

    /** The names in JSON of the components of a record, in their order in Java. */
    List<String> ofComponents(Class<?> type) {
        List<String> named = components.get(type);
        return named != null
                ? named
                : Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList();
    }

    String[] orderOf(Class<?> type) {
        return orders.get(type);
    }

    JsonForm<?, ?> formOf(Class<?> type, String name) {
        return forms.get(List.of(type, name));
    }

    String description(Class<?> type) {
        return descriptions.get(type);
    }
}
