/** Results: what became of messages, on its way back to the systems that clients come from. */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"delivery", "sources", "platform", "access"})
package io.soroka.results;

import org.jspecify.annotations.NullMarked;
