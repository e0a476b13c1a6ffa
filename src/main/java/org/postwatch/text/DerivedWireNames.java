package org.postwatch.text;

import java.util.Locale;

/** The wire names that follow from the names of an enum's constants, built once for each enum: they are used for each record. */
final class DerivedWireNames {
    private static final ClassValue<String[]> BY_ORDINAL = new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
            Object[] constants = type.getEnumConstants();
            String[] names = new String[constants.length];
            for (int ordinal = 0; ordinal < names.length; ordinal++) {
                names[ordinal] = ((Enum<?>) constants[ordinal])
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
            }
            return names;
        }
    };

    private DerivedWireNames() {}

    static String of(Enum<?> constant) {
        return BY_ORDINAL.get(constant.getDeclaringClass())[constant.ordinal()];
    }
}
