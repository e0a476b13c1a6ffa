package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameAbbreviatorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a-ms                  | 30 | a-ms
            a-ms b-hs             | 30 | a-ms,b-hs
            a-ms b-hs             |  8 | 2 places
            e-01 e-02             | 30 | e-01,02
            e-01 e-02 e-03        | 30 | e-01..03 (3)
            e-01 e-02 e-03        |  9 | e-01..03
            e-03 e-07 e-08 e-09   | 30 | e-03,07..09 (4)
            e-09 e-10 e-11        | 30 | e-09..11 (3)
            e-9 e-10 f-11         | 30 | e-9,10,f-11 (3)
            e-01 a-ms e-02        | 30 | e-01,a-ms,e-02 (3)
            e-01 e-03 e-05 e-07   |  8 | 4 places
            a-name-that-is-alone  |  8 | a-name-that-is-alone""")
    void names_fit_the_given_width(String names, int room, String expected) {
        assertThat(NameAbbreviator.abbreviate(Arrays.asList(names.split(" ")), "places", room))
                .isEqualTo(expected);
    }
}
