/**
 * The heart: stores messages, hands them to connections lane by lane, keeps what providers say of
 * them.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "access",
            "contacts",
            "numbering",
            "text",
            "providers",
            "routing",
            "policy"
        })
@NullMarked
package io.soroka.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
