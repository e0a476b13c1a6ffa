package org.postwatch.wire;

import tools.jackson.databind.annotation.JsonAppend;

/** Mixed into every record that is a value of a topic: its first field is the format. */
@JsonAppend(prepend = true, attrs = @JsonAppend.Attr(FormatFirst.FIELD))
interface FormatFirst {
    String FIELD = "format";
}
