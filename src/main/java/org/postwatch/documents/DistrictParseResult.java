package org.postwatch.documents;

import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.Diagnostic;

/**
 * The result of reading a district's documents.
 *
 * @param compiled present when there is no error, whatever the warnings
 * @param diagnostics by file, line and column
 */
public record DistrictParseResult(Optional<CompiledDistrict> compiled, List<Diagnostic> diagnostics) {
    public DistrictParseResult {
        diagnostics = List.copyOf(diagnostics);
    }
}
