package org.postwatch.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** With one more document of officers. */
    public DistrictTrees withOfficers(YamlNode document) {
        List<Optional<YamlNode>> more = new ArrayList<>(officers);
        more.add(Optional.of(document));
        return new DistrictTrees(district, campuses, more, routing, intake);
    }

    /** With a document of officers instead of all others, and without what may refer to them. */
    public DistrictTrees withOnlyOfficers(YamlNode document) {
        return new DistrictTrees(
                district.map(DistrictTrees::withoutOfficers),
                campuses,
                List.of(Optional.of(document)),
                Optional.empty(),
                Optional.empty());
    }

    private static YamlNode withoutOfficers(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            return root;
        }
        Map<String, YamlNode.MappingEntry> entries = new LinkedHashMap<>(mapping.entries());
        entries.remove("officers");
        return new YamlNode.Mapping(mapping.at(), entries);
    }
}
