/** Events: what clients do, told by other systems; kinds of it, and conditions on it. */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"contacts", "numbering", "segments", "platform", "access"})
package io.soroka.events;

import org.jspecify.annotations.NullMarked;
