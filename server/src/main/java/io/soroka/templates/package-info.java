/** Texts with variables: compiled once, rendered for every recipient; checked and kept by name. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "access",
            "contacts",
            "text",
            "segments",
            "selections",
            "policy"
        })
package io.soroka.templates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
