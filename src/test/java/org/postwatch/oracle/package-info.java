/**
 * What must come out, worked out the slow and plain way: a brute-force reading of the design's sections on coverage and
 * incidents, the cases worked out by hand, and seeded random districts. Nothing here calls the core: records of events,
 * plans and facts are the only words in common, so that an error would have to be made twice to go unseen.
 */
package org.postwatch.oracle;
