/**
 * Practice: a department's twin with made-up clients, segments and texts, and simulated operators
 * inside this server, the only ones to whom practice messages go.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "access",
            "contacts",
            "imports",
            "segments",
            "templates",
            "policy",
            "providers",
            "delivery",
            "simulator"
        })
@NullMarked
package io.soroka.practice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
