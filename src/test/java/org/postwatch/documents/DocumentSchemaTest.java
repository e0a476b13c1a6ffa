package org.postwatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schemas that editors use say what the reader reads: neither more nor less. */
class DocumentSchemaTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema DISTRICT = SCHEMAS.getSchema(DocumentForm.DISTRICT.jsonSchema());
    private static final Schema CAMPUSES = SCHEMAS.getSchema(DocumentForm.CAMPUSES.jsonSchema());
    private static final Schema ROUTING = SCHEMAS.getSchema(DocumentForm.ROUTING.jsonSchema());
    private static final Schema INTAKE = SCHEMAS.getSchema(DocumentForm.INTAKE.jsonSchema());
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everySectionAndEveryKeyIsDescribed(DocumentForm document) {
        JsonNode root = document.jsonSchema();
        List<JsonNode> sections = new ArrayList<>(List.of(root));
        root.path("$defs").forEach(sections::add);
        for (JsonNode section : sections) {
            assertThat(section.path("description").asString(""))
                    .as(section.toString())
                    .isNotEmpty();
            section.path("properties")
                    .properties()
                    .forEach(property -> assertThat(property.getValue().has("description")
                                    || resolved(root, property.getValue()).has("description"))
                            .as("description of %s in %s", property.getKey(), section)
                            .isTrue());
        }
    }

    @Test
    void goodDocumentsAreValid() throws IOException {
        assertThat(faults(DISTRICT, Files.readString(CompleteDistrictTest.FOLDER.resolve("district.yaml"))))
                .isEmpty();
        assertThat(faults(CAMPUSES, Files.readString(CompleteDistrictTest.FOLDER.resolve("campuses/high.yaml"))))
                .isEmpty();
        assertThat(faults(DISTRICT, DistrictFolderFixture.VALID_DISTRICT)).isEmpty();
        assertThat(faults(ROUTING, Files.readString(CompleteDistrictTest.FOLDER.resolve("routing.yaml"))))
                .isEmpty();
        assertThat(faults(INTAKE, Files.readString(CompleteDistrictTest.FOLDER.resolve("intake.yaml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head-cout: 2, kinds: [police]",
                "head-count: two, kinds: [police]",
                "head-count: 0, kinds: [police]",
                "head-count: 2.5, kinds: [police]",
                "head-count: '2', kinds: [police]",
                "kinds: police",
                "kinds: []",
                "kinds: [police, police]",
                "kinds: [Police]",
                "kinds: [7]",
                "kinds:",
                "duties: [sro]",
                "kinds: [police], grace: 5",
                "kinds: [police], grace: 5 minutes",
                "kinds: [police], ladder: []",
                "kinds: [police], ladder: [{ severity: high }]",
                "kinds: [police], ladder: [{ severity: high, after: 0m, triggers: [person-seen] }]",
                "kinds: [police], feeds: hr",
                "kinds: [police], credentials: [{ name: sro-training }]"
            })
    void invalidDocumentsHaveDiagnosticsToo(String post) {
        String text = DistrictFolderFixture.VALID_DISTRICT.replace("kinds: [police] }", post + " }");
        DistrictFolderFixture folder = new DistrictFolderFixture(directory).replace("kinds: [police] }", post + " }");

        assertThat(faults(DISTRICT, text)).as(text).isNotEmpty();
        assertThat(folder.read().compiled()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void compiledDocumentsAreValid(long seed) throws IOException {
        Random random = new Random(seed);
        String good = Files.readString(CompleteDistrictTest.FOLDER.resolve("district.yaml"));
        int compared = 0;
        for (int i = 0; i < 300; i++) {
            String mutant = MutatedDocumentsTest.mutate(good, random);
            Files.writeString(directory.resolve("district.yaml"), mutant);
            if (DistrictDocuments.read(directory).compiled().isPresent()) {
                compared++;
                assertThat(faults(DISTRICT, mutant))
                        .as("seed %d: %s", seed, mutant)
                        .isEmpty();
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recipients: []\nroutes: { to: [] }",
                "recipients: [{ id: a }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, log: {}, kafka: {} }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, log: {} }]",
                "recipients: [{ id: a, log: { file: x } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, log: {} }]\nroutes: {}",
                "recipients: [{ id: a, log: {}, watchdog: 'true' }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, webhook: { url: 'https://a.example', secrets: [s3cret] } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, webhook: { url: 'https://a.example', secrets: [] } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, webhook: { url: 'ftp://a.example', secrets: [secret:a] } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, chat: { url: 'https://chat.example/key' } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, cap: { to: /tmp/x, sender: a } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, mail: { host: h, from: a, to: [a@b] } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, mail: { host: h, from: a@b, to: [a@b], password: secret:p } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, mail: { host: h, from: a@b, to: [a..b@b] } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, alertmanager: { url: 'https://a.example', user: u } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, agency: district, alertmanager: { url: 'https://a.example', user: u, password: secret:p, token: secret:t } }]\nroutes: { to: [a] }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], match: { kind: coverage } }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], routes: [{ match: { kind: covrage } }] }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], routes: [{ match: { kind: [] } }] }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], routes: [{ match: { colour: red } }] }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], quiet: never }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], group: { by: [severity] } }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], escalate: [{ after: 5m }] }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], escalate: none }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a], repeat: often }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a] }\npolicy: { grants: [{ class: x, kinds: all }] }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a] }\npolicy: { denied: { domains: ['*.example'] } }",
                "recipients: [{ id: a, log: {} }]\nroutes: { to: [a] }\ndigest-at: noon"
            })
    void invalidRoutingHasDiagnosticsToo(String text) {
        assertThat(faults(ROUTING, text)).as(text).isNotEmpty();
        assertThat(new DistrictFolderFixture(directory)
                        .writeFile("routing.yaml", text)
                        .read()
                        .compiled())
                .isEmpty();
    }

    @Test
    void everyMailAddressWithoutQuotesIsValid() {
        String text = "recipients: [{ id: a, agency: district, mail: { host: smtp.example, from: a@b.example, to:"
                + " [\"o'hara@elm.example\", \"sro&dispatch@elm.example\", \"!#$%&'*+-/=?^_`{|}~.x@elm.example\"] } }]\n"
                + "routes: { to: [a] }";
        assertThat(faults(ROUTING, text)).isEmpty();
        assertThat(new DistrictFolderFixture(directory)
                        .writeFile("routing.yaml", text)
                        .read()
                        .diagnostics())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void compiledRoutingIsValid(long seed) throws IOException {
        Random random = new Random(seed);
        Path complete = CompleteDistrictTest.FOLDER;
        Files.createDirectory(directory.resolve("campuses"));
        for (String same : List.of("district.yaml", "campuses/high.yaml")) {
            Files.copy(complete.resolve(same), directory.resolve(same));
        }
        String good = Files.readString(complete.resolve("routing.yaml"));
        int compared = 0;
        for (int i = 0; i < 300; i++) {
            String mutant = MutatedDocumentsTest.mutate(good, random);
            Files.writeString(directory.resolve("routing.yaml"), mutant);
            if (DistrictDocuments.read(directory).compiled().isPresent()) {
                compared++;
                assertThat(faults(ROUTING, mutant))
                        .as("seed %d: %s", seed, mutant)
                        .isEmpty();
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void theDefaultsOfTheRoutingSchemaAreThoseOfTheReader() throws IOException {
        String good = """
                recipients:
                  - { id: a, log: {} }
                  - { id: b, agency: district, mail: { host: smtp.example, from: a@b.example, to: [c@d.example] } }
                  - { id: c, agency: district, cap: { to: topic, sender: a, restriction: staff } }
                policy: { denied: {} }
                routes: { to: [a, b], group: {}, routes: [{ to: [c], match: { kind: conduct } }] }
                """;
        ObjectNode written = (ObjectNode) YAML.readTree(good);
        JsonNode routing = DocumentForm.ROUTING.jsonSchema();
        fillIn(written, routing, routing);
        assertThat(written.toString())
                .contains("\"give-up\":\"1h\"", "\"scope\":\"Restricted\"", "\"security\":\"tls\"", "16:00");

        DistrictParseResult spoken = new DistrictFolderFixture(directory)
                .writeFile("routing.yaml", written.toString())
                .read();
        DistrictParseResult silent = new DistrictFolderFixture(directory)
                .writeFile("routing.yaml", good)
                .read();

        assertThat(spoken.diagnostics()).isEmpty();
        assertThat(spoken.compiled()).isPresent().isEqualTo(silent.compiled());
    }

    @Test
    void theDefaultsOfTheSchemaAreThoseOfTheReader() throws IOException {
        ObjectNode written = (ObjectNode) YAML.readTree(DistrictFolderFixture.VALID_DISTRICT);
        ObjectNode settings = written.putObject("settings");
        Stream.of("agreement", "buzzer", "door-forced").forEach(settings::putObject);
        JsonNode district = DocumentForm.DISTRICT.jsonSchema();
        fillIn(written, district, district);
        assertThat(written.toString()).contains("\"presence-max\":\"12h\"", "\"head-count\":1", "\"limit\":\"5m\"");

        DistrictParseResult spoken = new DistrictFolderFixture(directory)
                .writeFile("district.yaml", written.toString())
                .readWithoutDistrictFile();
        DistrictParseResult silent = new DistrictFolderFixture(directory).read();

        assertThat(spoken.diagnostics()).isEmpty();
        assertThat(spoken.compiled()).isEqualTo(silent.compiled());
    }

    /** Writes out every default that the instance leaves to the reader. */
    private static void fillIn(JsonNode instance, JsonNode root, JsonNode schema) {
        JsonNode node = resolved(root, schema);
        if (instance instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
                if (property.getValue().has("default") && !object.has(property.getKey())) {
                    object.set(property.getKey(), property.getValue().path("default"));
                } else if (object.has(property.getKey())) {
                    fillIn(object.get(property.getKey()), root, property.getValue());
                }
            }
        } else if (instance.isArray()) {
            for (JsonNode item : instance) {
                fillIn(item, root, node.path("items"));
            }
        }
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }

    private static List<String> faults(Schema schema, String yaml) {
        try {
            return schema.validate(YAML.readTree(yaml)).stream()
                    .map(Error::toString)
                    .toList();
        } catch (JacksonException e) {
            return List.of(e.getOriginalMessage());
        }
    }
}
