package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.event.Event;
import org.postwatch.wire.DecodeResult.DecodeFailure;

/** Whatever the bytes: an answer, one line of detail, and what is accepted is fit to be written and read again. */
class EventReaderFuzzTest {
    private static final int ROUNDS = 40_000;
    private static final String[] FRAGMENTS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "NaN",
        "1e9999",
        "-0",
        "\\ud83d",
        "\\u0000",
        "\"data\":{",
        "\"time\":\"",
        "\"id\":\"x\",",
        "\uFEFF",
        "\u2028",
        "T",
        "Z",
        "true",
        " "
    };

    private final EventReader reader = new EventReader();
    private final EventWriter writer = new EventWriter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void never_throws(long seed) {
        Random random = new Random(seed);
        RandomInputs samples = new RandomInputs(seed);
        int accepted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Event event = samples.any();
            byte[] bytes = i % 10 == 0 ? noise(random) : mutated(writer.write(event), random);
            DecodeResult decoded = reader.read(event.origin().district().getBytes(UTF_8), bytes);
            if (decoded instanceof DecodeFailure rejected) {
                assertThat(rejected.detail()).isNotBlank().hasSizeLessThan(400).doesNotContain("\n", "\r");
            } else if (decoded instanceof DecodeResult.DecodedEvent of) {
                accepted++;
                Event read = of.event();
                assertThat(reader.read(read.origin().district().getBytes(UTF_8), writer.write(read)))
                        .isEqualTo(decoded);
            }
        }
        assertThat(accepted).as("some survive, else nothing is tried").isBetween(ROUNDS / 50, ROUNDS * 9 / 10);
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] broken = bytes;
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(broken.length);
            broken = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(broken, Math.max(1, at));
                case 1 -> splice(broken, at, at + 1, new byte[0]);
                case 2 -> splice(broken, at, at, FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(UTF_8));
                case 3 -> splice(broken, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                default ->
                    splice(broken, at, at, Arrays.copyOfRange(broken, at, at + random.nextInt(broken.length - at + 1)));
            };
            if (broken.length == 0) {
                return broken;
            }
        }
        return broken;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] what) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + what.length);
        System.arraycopy(what, 0, spliced, from, what.length);
        System.arraycopy(bytes, to, spliced, from + what.length, bytes.length - to);
        return spliced;
    }
}
