/** What machines that watch over this one ask: metrics, and whether it is alive and ready. */
@ApplicationModule(allowedDependencies = {"platform", "access", "delivery"})
@NullMarked
package io.soroka.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
