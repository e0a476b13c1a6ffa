package org.postwatch.intake.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a header holds a signature: {@code {hex}} or {@code {base64}} is the signature, {@code {t}} the time, as {@code
 * t={t},v1={hex}}, {@code {t}|{hex}} or {@code sha256={hex}}. A comma separates parts, which may come in any order, with others
 * between them, and with several signatures of one time.
 *
 * @param text as in the profile
 */
public record SignatureForm(String text) {
    /** A header with more signatures is not read further: each costs a computation. */
    static final int MAX_SIGNATURES = 8;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(t|hex|base64)}");

    /** A signature as bytes, and the time beside it as sent. */
    record SentSignature(Optional<String> time, byte[] bytes) {}

    public SignatureForm {
        long signatures = PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> !found.group(1).equals("t"))
                .count();
        long times = PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> found.group(1).equals("t"))
                .count();
        if (signatures != 1 || times > 1) {
            throw new IllegalArgumentException(
                    "a form without exactly one {hex} or {base64}, or with more than one {t}");
        }
    }

    boolean hasTime() {
        return text.contains("{t}");
    }

    /** The signatures in a header's value; none if it has another form. */
    List<SentSignature> parse(String value) {
        List<Pattern> forms = Arrays.stream(text.split(","))
                .map(part -> pattern(part.strip()))
                .toList();
        Optional<String> time = Optional.empty();
        List<SentSignature> found = new ArrayList<>();
        for (String part : value.split(",", 64)) {
            for (Pattern form : forms) {
                Matcher matcher = form.matcher(part.strip());
                if (matcher.matches()) {
                    Optional<String> here = group(matcher, "t");
                    time = time.or(() -> here);
                    Optional<byte[]> bytes = decode(matcher);
                    if (bytes.isPresent() && found.size() < MAX_SIGNATURES) {
                        found.add(new SentSignature(here, bytes.get()));
                    }
                }
            }
        }
        Optional<String> shared = time;
        return found.stream()
                .map(each -> new SentSignature(each.time().or(() -> shared), each.bytes()))
                .toList();
    }

    private static Pattern pattern(String part) {
        StringBuilder regex = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(part);
        int next = 0;
        while (placeholders.find()) {
            regex.append(Pattern.quote(part.substring(next, placeholders.start())));
            regex.append(
                    switch (placeholders.group(1)) {
                        case "t" -> "(?<t>[0-9]{1,15})";
                        case "hex" -> "(?<hex>[0-9a-fA-F]{64})";
                        default -> "(?<base64>[A-Za-z0-9+/]{43}=?)";
                    });
            next = placeholders.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(part.substring(next))).toString());
    }

    private static Optional<byte[]> decode(Matcher matcher) {
        return group(matcher, "hex")
                .map(HexFormat.of()::parseHex)
                .or(() -> group(matcher, "base64").map(Base64.getDecoder()::decode));
    }

    private static Optional<String> group(Matcher matcher, String name) {
        return matcher.pattern().pattern().contains("(?<" + name + ">")
                ? Optional.ofNullable(matcher.group(name))
                : Optional.empty();
    }
}
