/**
 * A sample company that is made up, simulated operators for it, and the main job without a browser.
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
            "campaigns",
            "practice"
        })
@NullMarked
package io.soroka.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
