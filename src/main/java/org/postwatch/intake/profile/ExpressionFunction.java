package org.postwatch.intake.profile;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The functions that profiles have beyond those of CEL: one row each. */
enum ExpressionFunction {
    EPOCH(
            "epoch",
            "`epoch(1700000000.25)`: the instant of a Unix time in seconds, a number or a text",
            SimpleType.TIMESTAMP,
            arguments -> VendorTime.epoch(arguments.get(0), 0),
            SimpleType.DYN),
    EPOCH_MILLIS(
            "epochMillis",
            "`epochMillis(1700000000250)`: the same in milliseconds",
            SimpleType.TIMESTAMP,
            arguments -> VendorTime.epoch(arguments.get(0), 3),
            SimpleType.DYN),
    RFC3339(
            "rfc3339",
            "`rfc3339(\"2026-09-14T07:30:00-06:00\")`: the instant of an RFC 3339 date-time with offset",
            SimpleType.TIMESTAMP,
            arguments -> VendorTime.rfc3339((String) arguments.get(0)),
            SimpleType.STRING),
    HASH(
            "hash",
            "`hash(a, b, …)`, up to 6 values: SHA-256 in hex; the order of keys in an object does not matter, except in"
                    + " `hash(raw)`, which is over the text as received",
            SimpleType.STRING,
            CanonicalHash::of),
    TEXT(
            "text",
            "`text(x)`: a number or truth value as text; a text stays as it is",
            SimpleType.STRING,
            arguments -> text(arguments.get(0)),
            SimpleType.DYN),
    LOWER(
            "lower",
            "`lower(\"North\")`: in lower case",
            SimpleType.STRING,
            arguments -> ((String) arguments.get(0)).toLowerCase(Locale.ROOT),
            SimpleType.STRING),
    SPLIT(
            "split",
            "`split(topic, \"/\")`: the list of parts, at most 100",
            ListType.create(SimpleType.STRING),
            arguments -> split((String) arguments.get(0), (String) arguments.get(1)),
            SimpleType.STRING,
            SimpleType.STRING),
    PART(
            "part",
            "`part(topic, \"/\", 1)`: one of the parts, counted from 0; a missing part is a missing field",
            SimpleType.STRING,
            arguments -> part((String) arguments.get(0), (String) arguments.get(1), (Long) arguments.get(2)),
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.INT),
    FIELD(
            "field",
            "`field(body, \"alarm.door.id\")`: the value at a path that the district gives, with numbers for elements of"
                    + " lists",
            SimpleType.DYN,
            arguments -> field(arguments.get(0), (String) arguments.get(1)),
            SimpleType.DYN,
            SimpleType.STRING),
    HAS_FIELD(
            "hasField",
            "`hasField(body, \"alarm.door.id\")`: whether there is a value at that path",
            SimpleType.BOOL,
            arguments -> find(arguments.get(0), (String) arguments.get(1)) != null,
            SimpleType.DYN,
            SimpleType.STRING),
    CHOOSE(
            "choose",
            "`choose(\"ring=pressed, gun=weapon\", x)`: the word beside `x` in a list that the district gives; empty if it"
                    + " is not there",
            SimpleType.STRING,
            arguments -> choose((String) arguments.get(0), (String) arguments.get(1)),
            SimpleType.STRING,
            SimpleType.STRING);

    private static final int MAX_PARTS = 100;
    private static final int MAX_HASHED = 6;

    private final String text;
    private final String about;
    private final CelType result;
    private final Function<List<Object>, Object> body;
    private final List<CelType> arguments;

    ExpressionFunction(
            String text, String about, CelType result, Function<List<Object>, Object> body, CelType... arguments) {
        this.text = text;
        this.about = about;
        this.result = result;
        this.body = body;
        this.arguments = List.of(arguments);
    }

    String functionName() {
        return text;
    }

    /** For the documentation, in Markdown. */
    String about() {
        return about;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ExpressionFunction::functionName).toList();
    }

    static List<CelFunctionDecl> declarations() {
        return Arrays.stream(values())
                .map(function -> CelFunctionDecl.newFunctionDeclaration(
                        function.text,
                        function.overloads().stream()
                                .map(types -> CelOverloadDecl.newGlobalOverload(
                                        function.overloadId(types), function.result, types))
                                .toList()))
                .toList();
    }

    static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>();
        for (ExpressionFunction function : values()) {
            all.addAll(CelFunctionBinding.fromOverloads(
                    function.text,
                    function.overloads().stream()
                            .map(types -> CelFunctionBinding.from(
                                    function.overloadId(types),
                                    types.stream()
                                            .map(ExpressionFunction::javaType)
                                            .toList(),
                                    arguments -> function.body.apply(Arrays.asList(arguments))))
                            .toList()));
        }
        return all;
    }

    /** The lists of arguments that it takes: one, or any number of anything. */
    private List<List<CelType>> overloads() {
        return arguments.isEmpty()
                ? IntStream.rangeClosed(1, MAX_HASHED)
                        .mapToObj(count -> Collections.<CelType>nCopies(count, SimpleType.DYN))
                        .toList()
                : List.of(arguments);
    }

    private String overloadId(List<CelType> types) {
        return text + "_" + types.size();
    }

    private static Class<?> javaType(CelType type) {
        return switch (type.kind()) {
            case STRING -> String.class;
            case INT -> Long.class;
            default -> Object.class;
        };
    }

    /** A scalar as text. */
    static String text(Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Double number) {
            return new java.math.BigDecimal(number.toString())
                    .stripTrailingZeros()
                    .toPlainString();
        }
        throw UnfitValueException.expected("expected a text, a number or a truth value");
    }

    private static List<String> split(String text, String separator) {
        if (separator.isEmpty()) {
            throw UnfitValueException.expected("expected a separator that is not empty");
        }
        List<String> parts = new ArrayList<>();
        int next = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, next)) {
            if (parts.size() >= MAX_PARTS - 1) {
                throw UnfitValueException.expected("expected at most " + MAX_PARTS + " parts");
            }
            parts.add(text.substring(next, at));
            next = at + separator.length();
        }
        parts.add(text.substring(next));
        return List.copyOf(parts);
    }

    private static String part(String text, String separator, long index) {
        List<String> parts = split(text, separator);
        if (index < 0 || index >= parts.size()) {
            throw UnfitValueException.missing("part " + index);
        }
        return parts.get((int) index);
    }

    private static Object field(Object from, String path) {
        Object found = find(from, path);
        if (found == null) {
            throw UnfitValueException.missing("body." + path);
        }
        return found;
    }

    private static Object find(Object from, String path) {
        Object at = from;
        for (String name : split(path, ".")) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(name);
            } else if (at instanceof List<?> list
                    && name.matches("[0-9]{1,4}")
                    && Integer.parseInt(name) < list.size()) {
                at = list.get(Integer.parseInt(name));
            } else {
                return null;
            }
        }
        return at;
    }

    private static String choose(String table, String key) {
        for (String row : split(table, ",")) {
            int equals = row.indexOf('=');
            if (equals >= 0 && row.substring(0, equals).strip().equals(key)) {
                return row.substring(equals + 1).strip();
            }
        }
        return "";
    }
}
