/**
 * Campaigns and their runs: what is sent to whom, launched, planned chunk by chunk, watched,
 * paused, stopped.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "access",
            "contacts",
            "numbering",
            "segments",
            "selections",
            "templates",
            "text",
            "policy",
            "providers",
            "routing",
            "delivery",
            "inbox"
        })
@NullMarked
package io.soroka.campaigns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
