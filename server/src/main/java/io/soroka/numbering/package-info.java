/** Numbering: turns what people write into a telephone number, or says why it is none. */
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.soroka.numbering;

import org.jspecify.annotations.NullMarked;
