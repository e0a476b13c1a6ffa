package org.postwatch.documents;

import java.util.List;
import java.util.Optional;
import org.postwatch.documents.form.YamlNode;

/**
 * The documents of a district as located trees.
 *
 * @param district empty when it cannot be read
 * @param campuses those of {@code campuses/*.yaml}, each empty when it cannot be read
 * @param officers those of {@code officers/*.yaml}, each empty when it cannot be read
 * @param routing empty when there is none
 * @param intake empty when there is none
 */
public record DistrictTrees(
        Optional<YamlNode> district,
        List<Optional<YamlNode>> campuses,
        List<Optional<YamlNode>> officers,
        Optional<YamlNode> routing,
        Optional<YamlNode> intake) {
    public DistrictTrees {
        campuses = List.copyOf(campuses);
        officers = List.copyOf(officers);
    }
}
