package org.postwatch.documents.form;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** An amount of money in units, at most two decimals; read as whole cents. */
public record MoneyParser() implements ValueParser<Long> {
    private static final Pattern FORMAT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,2})?");

    @Override
    public String expected() {
        return "an amount as 45.50, not negative and with at most two decimals";
    }

    @Override
    public Optional<Long> parse(YamlNode node, String what, Diagnostics diagnostics) {
        if (node instanceof YamlNode.Scalar scalar
                && scalar.kind() == YamlNode.Scalar.ScalarKind.NUMBER
                && FORMAT.matcher(scalar.text()).matches()) {
            return Optional.of(new BigDecimal(scalar.text()).movePointRight(2).longValueExact());
        }
        return reject(node, what, diagnostics);
    }
}
