package org.postwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlDocument;
import org.postwatch.notification.model.AgencyClasses;

/** Writes the documents of a district into a folder that has none. */
final class DocumentFolder {
    private final Path folder;
    private final AgencyClasses classes;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /**
     * @param classes those that agencies may have
     * @throws picocli.CommandLine.ParameterException if the folder has documents, or is no folder
     */
    DocumentFolder(AbstractCommand command, Path folder, AgencyClasses classes) {
        this.folder = folder;
        this.classes = classes;
        for (String name : List.of(
                DistrictDocuments.DISTRICT_FILE,
                DistrictDocuments.ROUTING_FILE,
                DistrictDocuments.INTAKE_FILE,
                SourceLocation.CAMPUSES_FOLDER,
                SourceLocation.OFFICERS_FOLDER)) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw command.usageError(
                        folder.resolve(name) + " is there already; expected a folder without documents");
            }
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            throw command.usageError(folder + ": not a folder; expected a new or an empty one");
        }
    }

    DocumentFolder with(Map<String, YamlDocument> documents) {
        documents.forEach((name, document) -> texts.put(name, document.text()));
        return this;
    }

    DocumentFolder withTexts(Map<String, String> files) {
        texts.putAll(files);
        return this;
    }

    /**
     * Writes all files or none, and never over a file.
     *
     * @param expected what they must compile to
     * @return the files
     * @throws CommandFailedException if they cannot be written, or do not compile to this
     */
    List<Path> write(CompiledDistrict expected) {
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path file = folder.resolve(text.getKey());
                writeNew(file, text.getValue());
                written.add(file);
            }
            DistrictParseResult read = DistrictDocuments.read(folder, classes);
            if (!read.compiled().equals(Optional.of(expected))) {
                throw new IOException("they are not read as they were meant"
                        + read.diagnostics().stream()
                                .findFirst()
                                .map(fault -> ": " + fault)
                                .orElse(""));
            }
            return written;
        } catch (IOException e) {
            remove(written);
            throw new CommandFailedException("cannot write the documents into " + folder + ": " + describe(e), e);
        }
    }

    /** Writes a file that is not there yet, and removes it again if it cannot be written whole, as on a full disk. */
    static void writeNew(Path file, String text) throws IOException {
        Files.createFile(file);
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            remove(List.of(file));
            throw e;
        }
    }

    private static String describe(IOException e) {
        return e instanceof FileSystemException file
                ? file.getFile()
                        + (file.getReason() == null
                                ? " (" + e.getClass().getSimpleName() + ")"
                                : ": " + file.getReason())
                : e.getMessage();
    }

    private static void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new CommandFailedException("cannot remove " + file + " again: " + e.getMessage(), e);
            }
        }
    }
}
