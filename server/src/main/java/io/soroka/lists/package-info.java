/**
 * Lists: clients put together once, by numbers, files, segments or other lists; conditions on them.
 */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "contacts",
            "imports",
            "numbering",
            "segments",
            "platform",
            "access"
        })
package io.soroka.lists;

import org.jspecify.annotations.NullMarked;
