package org.postwatch.oracle;

import java.util.List;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.Reason;

/** A post's state at one instant, and why. */
record PostResult(CoverageState state, List<String> counted, List<Reason> reasons) {}
