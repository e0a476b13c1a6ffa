package org.postwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.http.HttpAddress;
import org.postwatch.http.TlsFiles;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretLocation;
import org.postwatch.secrets.SecretSources;
import org.postwatch.streams.PipelineListener.PipelineStage;

class ConfigurationTest {
    private static final Path SHIPPED = Path.of("config", "postwatch.yaml");

    @Test
    void nothing_configured_is_a_embedded_broker_with_one_copy() {
        Configuration configuration = Configuration.defaults();

        assertThat(configuration.usesEmbeddedBroker()).isTrue();
        assertThat(configuration.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(configuration.dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(configuration.topics()).isEqualTo(new TopicProvisioner(4, 1));
    }

    @Test
    void the_shipped_file_says_nothing_but_the_defaults() {
        assertThat(Configuration.read(SHIPPED)).isEqualTo(Configuration.defaults());
    }

    @Test
    void every_key_of_the_shipped_file_is_known() throws Exception {
        String uncommented = Files.readAllLines(SHIPPED).stream()
                .map(line -> line.replaceFirst("^( +)# ([a-z.-]+: |  org\\.)", "$1$2"))
                .collect(Collectors.joining("\n"));

        Configuration configuration =
                Configuration.parse("all", uncommented.replace("replication: 1", "replication: 3"), name -> "s3cret");

        assertThat(configuration.bootstrapServers()).isEqualTo("kafka-1:9092,kafka-2:9092,kafka-3:9092");
        assertThat(configuration.kafka().clientProperties().get("sasl.jaas.config"))
                .contains("password=\"s3cret\"");
        assertThat(configuration.broker().overrides()).containsOnlyKeys("log.flush.interval.messages");
        assertThat(configuration.secrets())
                .isEqualTo(new SecretSources(
                        Optional.of(Path.of("/etc/postwatch/secrets")),
                        Map.of(
                                "elm",
                                Map.of(
                                        "river-hook",
                                        new SecretLocation.EnvironmentVariable("ELM_RIVER_HOOK"),
                                        "pager-key",
                                        new SecretLocation.SecretFile(Path.of("pagers/elm")))),
                        Map.of("relay-password", new SecretLocation.SecretFile(Path.of("relay/password")))));
        assertThat(configuration.outgoingPolicy())
                .isEqualTo(new OutgoingPolicy(
                        List.of("127.0.0.1", "relay.internal", "10.1.0.0/16"), List.of(Path.of("/var/spool/cap"))));
        assertThat(configuration.streams())
                .isEqualTo(new Configuration.StreamsOptions(
                        "postwatch-coverage", 0, 100, 6_000, 0, Map.of("statestore.cache.max.bytes", "67108864")));
    }

    @Test
    void an_instance_has_all_roles_or_those_that_are_listed() {
        assertThat(Configuration.defaults().roles()).containsExactlyInAnyOrder(InstanceRole.values());
        assertThat(read("roles: [intake]").roles()).containsExactly(InstanceRole.INTAKE);
        assertThat(InstanceRole.stages(read("roles: intake, notification").roles()))
                .containsExactly(PipelineStage.NOTIFICATION);
        assertThatThrownBy(() -> read("roles: [intake, routing]"))
                .hasMessageContaining("test.yaml:1: 'roles' has 'routing'; expected some of coverage, notification,"
                        + " delivery, intake");
    }

    @Test
    void the_watchdog_can_be_switched_off() {
        Configuration configuration =
                read("watchdog:\n  enabled: false\n" + "delivery.smtp-helo-name: postwatch.elm.example\n");
        assertThat(configuration.notification())
                .isEqualTo(new Configuration.NotificationOptions(
                        "postwatch-notification", 1, false, Optional.of("postwatch.elm.example")));
        assertThat(Configuration.defaults().notification()).isEqualTo(Configuration.NotificationOptions.DEFAULT);
        assertThatThrownBy(() -> read("watchdog.enabled: maybe"))
                .hasMessageContaining("test.yaml:1: 'watchdog.enabled' is 'maybe'; expected true or false");
        assertThatThrownBy(() -> read("delivery.smtp-helo-name: localhost"))
                .hasMessageContaining(
                        "test.yaml:1: 'delivery.smtp-helo-name' is 'localhost'; expected a full host name");
    }

    @Test
    void classes_of_agency_can_be_added_and_none_is_taken_away() {
        assertThat(read("policy:\n  agency-classes: [harbor-police, library]")
                        .agencyClasses()
                        .names())
                .contains("harbor-police", "library", "school", "federal-immigration");
        assertThatThrownBy(() -> read("policy.agency-classes: [harbor-police, Park Rangers]"))
                .hasMessageContaining("test.yaml:1: 'policy.agency-classes' has 'Park Rangers'; expected names of");
    }

    @Test
    void health_and_metrics_are_on_loopback_unless_configured_otherwise() {
        assertThat(Configuration.defaults().management())
                .isEqualTo(new Configuration.ManagementOptions(true, "127.0.0.1", 8080, 30));
        assertThat(read("management: { host: 0.0.0.0, port: 9100, enabled: false }\nhealth.max-clock-lag-seconds: 60")
                        .management())
                .isEqualTo(new Configuration.ManagementOptions(false, "0.0.0.0", 9100, 60));
        assertThatThrownBy(() -> read("management.port: 65536"))
                .hasMessageContaining("'management.port' is '65536'; expected a whole number from 0 to 65535");
    }

    @Test
    void the_front_server_is_on_loopback_unless_credentials_are_protected_on_their_way() {
        assertThat(Configuration.defaults().front()).isEqualTo(HttpAddress.plain("front", "127.0.0.1", 8081));
        assertThat(read("front: { host: '::1', port: 0 }").front().port()).isZero();
        assertThatThrownBy(() -> read("data.directory: d\nfront.host: 0.0.0.0"))
                .hasMessageContainingAll(
                        "test.yaml:2: 'front.host' is '0.0.0.0'", "front.tls.certificate", "front.behind", "127.0.0.1");
        assertThatThrownBy(() -> read("front.host: postwatch.example")).hasMessageContaining("front.tls.certificate");
        assertThat(read("front: { host: 0.0.0.0, behind: [10.0.0.7, 10.1.0.0/16] }")
                        .front()
                        .proxies()
                        .ranges())
                .hasSize(2);
        assertThat(read("front: { host: 0.0.0.0, tls: { certificate: /c.pem, key: /k.pem, client-ca: /a.pem } }")
                        .front()
                        .tls())
                .contains(new TlsFiles(Path.of("/c.pem"), Path.of("/k.pem"), Optional.of(Path.of("/a.pem"))));
    }

    @Test
    void tls_of_the_front_server_is_given_completely_or_not_at_all() {
        assertThatThrownBy(() -> read("front.tls.certificate: c.pem"))
                .hasMessageContaining("test.yaml:1: give both front.tls.certificate and front.tls.key");
        assertThatThrownBy(() -> read("front.tls.client-ca: a.pem"))
                .hasMessageContaining("front.tls.client-ca needs front.tls.certificate");
        assertThatThrownBy(() -> read("front.behind: [proxy.example]"))
                .hasMessageContaining("'front.behind' has 'proxy.example'; expected an address");
    }

    @Test
    void a_cluster_turns_the_embedded_broker_off_and_keeps_three_copies() {
        Configuration configuration = read("kafka.bootstrap.servers: [a:9092, b:9092]");

        assertThat(configuration.usesEmbeddedBroker()).isFalse();
        assertThat(configuration.bootstrapServers()).isEqualTo("a:9092,b:9092");
        assertThat(configuration.topics().replication()).isEqualTo(3);
    }

    @Test
    void a_secret_that_is_nowhere_stops_the_start_and_is_not_repeated() {
        assertThatThrownBy(() -> read("""
                        secrets:
                          districts:
                            elm:
                              river-hook: whsec_s3cret
                              pager-key: file:/etc/s3cret
                              Pager: env:A
                            oak: env:S3CRET
                          shared:
                            smtp: file:smtp
                        """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContainingAny("s3cret", "S3CRET")
                .hasMessage("""
                        test.yaml:4: 'secrets.districts.elm.river-hook': expected env:VARIABLE, or file:PATH below \
                        'secrets.directory' without '..' (the value is not shown)
                        test.yaml:5: 'secrets.districts.elm.pager-key': expected env:VARIABLE, or file:PATH below \
                        'secrets.directory' without '..' (the value is not shown)
                        test.yaml:6: 'secrets.districts.elm.Pager': expected names of lower-case letters, digits and '-', \
                        at most 63 characters
                        test.yaml:7: 'secrets.districts.oak': expected a mapping of names of secrets, below a district
                        test.yaml:9: 'secrets.shared.smtp': expected 'secrets.directory' beside it, below which the file \
                        is""");
    }

    @Test
    void what_documents_may_call_and_write_to_is_public_and_nothing_unless_listed() {
        assertThat(Configuration.defaults().outgoingPolicy()).isEqualTo(OutgoingPolicy.PUBLIC_ONLY);
        assertThat(read("outgoing: { allow: [Relay.internal, 10.1.0.0/16, '[fd00::1]'], folders: [/var/spool/cap/] }")
                        .outgoingPolicy())
                .isEqualTo(new OutgoingPolicy(
                        List.of("relay.internal", "10.1.0.0/16", "fd00::1"), List.of(Path.of("/var/spool/cap"))));
        assertThatThrownBy(() -> read("outgoing:\n  allow: ['https://x', 10.1.0.0/33, 1.2.3]\n  folders: spool\n"))
                .hasMessageContaining(
                        "test.yaml:2: 'outgoing.allow' has 'https://x'; expected a host such as relay.internal,")
                .hasMessageContaining("'outgoing.allow' has '10.1.0.0/33'")
                .hasMessageContaining("'outgoing.allow' has '1.2.3'")
                .hasMessageContaining("test.yaml:3: 'outgoing.folders' has 'spool'; expected an absolute path");
    }

    @Test
    void every_fault_is_reported_at_once_by_line_with_the_nearest_key() {
        assertThatThrownBy(() -> read("""
                        topics:
                          partition: 8
                          replication: 2
                        broker.port: 99999
                        kafka:
                          client:
                            sasl.jaas.config: ${NOT_THERE}
                        colour: blue
                        """))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(e.getMessage().lines().map(line -> line.split("; expected one of")[0]))
                        .containsExactly(
                                "test.yaml:2: unknown key 'topics.partition'; did you mean 'topics.partitions'?",
                                "test.yaml:3: 'topics.replication' is '2'; expected a whole number from 1 to 1",
                                "test.yaml:4: 'broker.port' is '99999'; expected a whole number from 0 to 65535",
                                "test.yaml:7: the environment has no variable 'NOT_THERE'",
                                "test.yaml:8: unknown key 'colour'"));
    }

    @Test
    void a_key_given_twice_in_two_spellings_is_a_fault() {
        assertThatThrownBy(() -> read("broker.port: 1\nbroker:\n  port: 2\n"))
                .hasMessage("test.yaml:3: 'broker.port' is given twice");
    }

    @Test
    void what_is_not_yaml_is_named_with_its_line() {
        assertThatThrownBy(() -> read("broker:\n  port: [1\n"))
                .hasMessageStartingWith("test.yaml:")
                .hasMessageContaining("not YAML");
    }

    @Test
    void a_missing_file_is_named(@TempDir Path directory) {
        assertThatThrownBy(() -> Configuration.read(directory.resolve("none.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void a_password_may_hold_whatever_it_likes() {
        String text = """
                kafka.client:
                  sasl.jaas.config: >-
                    org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="${P}";
                """;
        String password = "a\"b\\c;d'e f";
        Configuration read = Configuration.parse("test.yaml", text, name -> password);

        Password jaas = new Password(read.kafka().clientProperties().get("sasl.jaas.config"));
        Map<String, ?> options = JaasContext.loadClientContext(Map.of("sasl.jaas.config", jaas))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(options.get("password")).isEqualTo(password);
    }

    @Test
    void what_may_be_secret_is_in_no_words_about_it() {
        Configuration read = read("""
                kafka.client: { sasl.jaas.config: 's3cret' }
                broker.properties: { ssl.key.password: 's3cret' }
                streams.properties: { producer.sasl.jaas.config: 's3cret' }
                """);
        assertThat(read.toString())
                .contains("sasl.jaas.config", "ssl.key.password")
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> read("kafka.client:\n  sasl.jaas.config: \"password=\"s3cret\"\"\n"))
                .hasMessageContaining("test.yaml:2: not YAML")
                .satisfies(fault -> assertThat(fault).hasNoCause())
                .message()
                .doesNotContain("s3cret");
    }

    private static Configuration read(String text) {
        return Configuration.parse("test.yaml", text, name -> null);
    }
}
