package org.postwatch.codec;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** The one JSON factory, and the limits on what it reads. */
final class Wire {
    static final int EVENT_BYTES_MAX = 64 * 1024;
    static final int NESTING_MAX = 64;
    static final int NUMBER_LENGTH_MAX = 1_000;

    // The parser remembers names, some thousands at most. Made-up names that collide must cost time, not an exception.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .maxStringLength(EVENT_BYTES_MAX)
                    .maxNameLength(EVENT_BYTES_MAX)
                    .build())
            .build();

    private Wire() {}
}
