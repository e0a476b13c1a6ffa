package org.postwatch.intake.profile;

import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal numbers as the vendor wrote them. */
final class Decimals {
    /** Every double is one of these many digits, rounded. */
    private static final int MIN_DIGITS = 15;

    private static final int MAX_DIGITS = 17;

    private Decimals() {}

    /**
     * The shortest decimal that is this double, without zeros at its end. {@link Double#toString} gives other digits before Java
     * 19, and two instances may run on different releases.
     */
    static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = MIN_DIGITS; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS)).stripTrailingZeros();
    }
}
