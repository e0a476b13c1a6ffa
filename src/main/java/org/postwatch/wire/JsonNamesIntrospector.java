package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.text.WireName;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;
import tools.jackson.databind.util.NameTransformer;

/** Answers Jackson's questions about a record from {@link JsonNames} instead of annotations. */
final class JsonNamesIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private static final JsonInclude.Value NOT_EMPTY =
            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
    private static final JsonInclude.Value NOT_FALSE =
            JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS);

    private final transient JsonNames names;
    private final boolean strict;

    JsonNamesIntrospector(JsonNames names, boolean strict) {
        this.names = names;
        this.strict = strict;
    }

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return strict
                ? name(names, member).map(name -> !mayBeAbsent(member, name)).orElse(null)
                : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
        return strict
                        && name(names, member)
                                .filter(name -> mayBeAbsent(member, name))
                                .isPresent()
                ? JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)
                : super.findSetterInfo(config, member);
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated member) {
        return name(names, member)
                .filter(name -> name.endsWith(JsonNames.OPTIONAL))
                .map(name -> member.getRawType() == boolean.class ? NOT_FALSE : NOT_EMPTY)
                .orElseGet(() -> super.findPropertyInclusion(config, member));
    }

    @Override
    public NameTransformer findUnwrappingNameTransformer(MapperConfig<?> config, AnnotatedMember member) {
        return name(names, member).filter(JsonNames.UNWRAPPED::equals).isPresent() ? NameTransformer.NOP : null;
    }

    @Override
    public String[] findSerializationPropertyOrder(MapperConfig<?> config, AnnotatedClass type) {
        return names.orderOf(type.getRawType());
    }

    @Override
    public Object findSerializationConverter(MapperConfig<?> config, Annotated member) {
        JsonForm<?, ?> form = form(member);
        if (form != null) {
            return form.writing(member.getRawType());
        }
        return strict && member.getRawType() == Set.class && name(names, member).isPresent()
                ? new Sorted(member.getType().getContentType())
                : null;
    }

    @Override
    public Object findDeserializationConverter(MapperConfig<?> config, Annotated member) {
        JsonForm<?, ?> form = form(member);
        return form == null ? null : form.reading(member.getRawType());
    }

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] constantNames) {
        for (int i = 0; i < constants.length; i++) {
            constantNames[i] = constants[i] instanceof WireName named ? named.wireName() : constantNames[i];
        }
        return constantNames;
    }

    private JsonForm<?, ?> form(Annotated annotated) {
        return name(names, annotated)
                .map(name -> names.formOf(((AnnotatedMember) annotated).getDeclaringClass(), external(name)))
                .orElse(null);
    }

    private static boolean mayBeAbsent(Annotated member, String name) {
        return name.endsWith(JsonNames.OPTIONAL)
                || name.equals(JsonNames.UNWRAPPED)
                || member.getRawType() == Optional.class;
    }

    private static String external(String name) {
        return name.endsWith(JsonNames.OPTIONAL) ? name.substring(0, name.length() - 1) : name;
    }

    /** The name in the table; empty for what is no component of a record. */
    private static Optional<String> name(JsonNames names, Annotated annotated) {
        if (!(annotated instanceof AnnotatedMember member)
                || !member.getDeclaringClass().isRecord()) {
            return Optional.empty();
        }
        Class<?> type = member.getDeclaringClass();
        RecordComponent[] components = type.getRecordComponents();
        if (member instanceof AnnotatedParameter parameter) {
            return parameter.getOwner().getParameterCount() == components.length
                    ? Optional.of(names.ofComponents(type).get(parameter.getIndex()))
                    : Optional.empty();
        }
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(member.getName())) {
                return Optional.of(names.ofComponents(type).get(i));
            }
        }
        return Optional.empty();
    }

    /** Writes a set in the order of its values, so that equal records have equal bytes. */
    private static final class Sorted implements Converter<Set<?>, List<?>> {
        private final JavaType values;

        Sorted(JavaType values) {
            this.values = values;
        }

        @Override
        public List<?> convert(SerializationContext context, Set<?> set) {
            return sorted(set);
        }

        @Override
        public List<?> convert(DeserializationContext context, Set<?> set) {
            return sorted(set);
        }

        private static List<?> sorted(Set<?> set) {
            return set.stream().sorted().toList();
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructCollectionType(Set.class, values);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructCollectionType(List.class, values);
        }
    }

    /** Puts the names of the table in place of those of the components. */
    static final class Naming extends PropertyNamingStrategy {
        private static final long serialVersionUID = 1;

        private final transient JsonNames names;

        Naming(JsonNames names) {
            this.names = names;
        }

        @Override
        public String nameForField(MapperConfig<?> config, AnnotatedField field, String component) {
            return name(field, component);
        }

        @Override
        public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String component) {
            return name(method, component);
        }

        @Override
        public String nameForConstructorParameter(
                MapperConfig<?> config, AnnotatedParameter parameter, String component) {
            return name(parameter, component);
        }

        private String name(AnnotatedMember member, String component) {
            return JsonNamesIntrospector.name(names, member)
                    .filter(name -> !name.equals(JsonNames.UNWRAPPED))
                    .map(JsonNamesIntrospector::external)
                    .orElse(component);
        }
    }
}
