package org.postwatch.oracle;

import java.util.List;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;

/** A post's state at one instant, and why. */
record Answer(State state, List<String> counted, List<Reason> reasons) {}
