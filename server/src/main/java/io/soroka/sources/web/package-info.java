/** Sources over HTTP. */
@NullMarked
package io.soroka.sources.web;

import org.jspecify.annotations.NullMarked;
