/** Segments over HTTP. */
@NullMarked
package io.soroka.segments.web;

import org.jspecify.annotations.NullMarked;
