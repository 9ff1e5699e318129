/**
 * Sources: other systems that clients and their events come from. A kind of system is a room of its
 * own below; here is what they have in common: how a source is set up, read batch by batch, and its
 * history.
 */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "contacts",
            "contacts::intake",
            "events",
            "numbering",
            "platform",
            "access",
            "tables"
        })
package io.soroka.sources;

import org.jspecify.annotations.NullMarked;
