/**
 * Imports: files of clients on their way in. Rows of cells become values, rows are folded into a
 * department's clients; and back, when an import is undone.
 */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "contacts",
            "contacts::intake",
            "numbering",
            "platform",
            "access",
            "tables"
        })
package io.soroka.imports;

import org.jspecify.annotations.NullMarked;
