/** Engagement: conditions on what clients were written and what came back. */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "contacts",
            "numbering",
            "segments",
            "delivery",
            "platform",
            "access"
        })
package io.soroka.engagement;

import org.jspecify.annotations.NullMarked;
