/**
 * Selections: questions kept against other systems, whose answers are people with values of their
 * own, for conditions, texts and campaigns.
 */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "sources",
            "contacts",
            "contacts::intake",
            "segments",
            "numbering",
            "platform",
            "access"
        })
package io.soroka.selections;

import org.jspecify.annotations.NullMarked;
