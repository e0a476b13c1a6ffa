package org.postwatch.documents.form;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML file into a located tree. A syntax error is reported, and the rest of that file is not read. */
public final class YamlReader {
    /** A larger file is rejected unread. */
    public static final int MAX_FILE_BYTES = 16 * 1024 * 1024;

    private static final int MAX_DEPTH = 32;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(MAX_FILE_BYTES + 1)
                    .setParseComments(false)
                    .build())
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            // Reported with the place of the first key, which the parser does not give.
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlReader() {}

    /** The root of the document; empty when it could not be read, and then a diagnostic says why. */
    public static Optional<YamlNode> read(Path file, Diagnostics diagnostics) {
        SourceLocation top = new SourceLocation(file, 1, 1);
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                diagnostics.error(top, "the file has " + size + " bytes; expected at most " + MAX_FILE_BYTES);
                return Optional.empty();
            }
            return parse(file, Files.readAllBytes(file), diagnostics);
        } catch (IOException e) {
            diagnostics.error(
                    top,
                    "cannot be read: "
                            + (Files.isSymbolicLink(file) && !Files.exists(file)
                                    ? "a broken or circular link"
                                    : e.getClass().getSimpleName().replace("Exception", "")));
            return Optional.empty();
        }
    }

    /** The root of the document in these bytes of a file; empty when it could not be read, and then a diagnostic says why. */
    public static Optional<YamlNode> parse(Path file, byte[] bytes, Diagnostics diagnostics) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            diagnostics.error(firstInvalidByte(file, bytes), "not UTF-8; save the file in that encoding");
            return Optional.empty();
        }
        int odd = firstUnprintable(text);
        if (odd >= 0) {
            diagnostics.error(
                    locationOf(file, text, odd),
                    String.format("the control character U+%04X; expected text", (int) text.charAt(odd)));
            return Optional.empty();
        }
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            return new YamlTreeBuilder(file, parser, diagnostics).parseDocument();
        } catch (YamlTreeBuilder.UnsupportedYamlException e) {
            diagnostics.error(e.at(), e.getMessage());
        } catch (JacksonException e) {
            diagnostics.error(locationOf(file, e), describeProblem(e));
        }
        return Optional.empty();
    }

    private static SourceLocation locationOf(Path file, JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            // What is never closed is reported where it was opened.
            boolean open = marked.getProblem() != null && marked.getProblem().contains("end of stream");
            Optional<Mark> mark =
                    open && marked.getContextMark().isPresent() ? marked.getContextMark() : marked.getProblemMark();
            if (mark.isPresent()) {
                return new SourceLocation(
                        file, mark.get().getLine() + 1, mark.get().getColumn() + 1);
            }
        }
        var location = e.getLocation();
        return location == null
                ? new SourceLocation(file, 1, 1)
                : new SourceLocation(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static String describeProblem(JacksonException e) {
        String problem = e.getOriginalMessage();
        if (e.getCause() instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
            problem = marked.getProblem();
        }
        if (problem.contains("(TAB)")) {
            return "a tab; expected spaces";
        }
        if (problem.contains("nesting depth")) {
            return "nested deeper than " + MAX_DEPTH + " levels";
        }
        if (problem.startsWith("Expected a property name")) {
            return "a key that is not text";
        }
        return "broken YAML: " + problem.strip().lines().findFirst().orElse("").strip();
    }

    private static int firstUnprintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c >= 0x7F) && !Character.isSurrogate(c) && !StreamReader.isPrintable(c)) {
                return i;
            }
        }
        return -1;
    }

    private static SourceLocation firstInvalidByte(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return locationOf(file, text, Math.max(0, text.indexOf('\uFFFD')));
    }

    private static SourceLocation locationOf(Path file, String text, int at) {
        int line = 1 + (int) text.chars().limit(at).filter(c -> c == '\n').count();
        return new SourceLocation(file, line, at - text.lastIndexOf('\n', at - 1));
    }
}
