package org.postwatch.runtime.sight;

/**
 * One thing that was looked at.
 *
 * @param name stable, for machines
 * @param remedy what to do, in words; empty when it passed
 */
public record Check(String name, boolean passed, String found, String expected, String remedy) {
    static Check passed(String name, String found, String expected) {
        return new Check(name, true, found, expected, "");
    }

    static Check failed(String name, String found, String expected, String remedy) {
        return new Check(name, false, found, expected, remedy);
    }
}
