/** Results for other systems, over HTTP. */
@NullMarked
package io.soroka.results.web;

import org.jspecify.annotations.NullMarked;
