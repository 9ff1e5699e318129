/** Messages from phones: kept, matched to what they answer, obeyed when they say stop. */
@ApplicationModule(
        allowedDependencies = {"platform", "access", "contacts", "delivery", "providers"})
@NullMarked
package io.soroka.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
