package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The signature that feeds in other languages must arrive at. */
class RecordSignerTest {
    private static final Pattern VECTOR = Pattern.compile(
            "\\* secret: +`(?<secret>[^`]+)`.*?topic: +`(?<topic>[^`]+)`.*?key: +`(?<key>[^`]+)`.*?value: +`(?<value>[^`]+)`"
                    + ".*?signature: +`(?<signature>[^`]+)`",
            Pattern.DOTALL);

    /** As it comes out of: printf '%s\n%s\n%s' TOPIC KEY VALUE | openssl dgst -sha256 -hmac SECRET. */
    @Test
    void the_documented_test_vector_is_right() throws Exception {
        Matcher vector = VECTOR.matcher(Files.readString(Path.of("docs/security.md")));
        assertThat(vector.find()).isTrue();

        String signature = new RecordSigner(vector.group("secret"))
                .sign(
                        vector.group("topic"),
                        vector.group("key").getBytes(UTF_8),
                        vector.group("value").getBytes(UTF_8));

        assertThat(signature)
                .isEqualTo(vector.group("signature"))
                .isEqualTo("v1=3bc88ae288e2cc0943ac6e0cc10eaafae202592aac7810e59b1a4d64b7efd8a5");
    }

    @Test
    void topic_key_and_value_are_all_signed_each_time() {
        RecordSigner signature = new RecordSigner("a secret of sixteen bytes");
        String one = signature.sign("t", "k".getBytes(UTF_8), "v".getBytes(UTF_8));

        assertThat(signature.sign("t", "k".getBytes(UTF_8), "v".getBytes(UTF_8)))
                .isEqualTo(one);
        assertThat(signature.sign("u", "k".getBytes(UTF_8), "v".getBytes(UTF_8)))
                .isNotEqualTo(one);
        assertThat(signature.sign("t", "l".getBytes(UTF_8), "v".getBytes(UTF_8)))
                .isNotEqualTo(one);
        assertThat(signature.sign("t", "k".getBytes(UTF_8), "w".getBytes(UTF_8)))
                .isNotEqualTo(one);
        assertThat(signature.sign("t", null, null)).isEqualTo(signature.sign("t", new byte[0], new byte[0]));
    }

    @Test
    void a_short_secret_is_rejected() {
        assertThatThrownBy(() -> new RecordSigner("fifteen letters"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 bytes, found 15");
    }
}
