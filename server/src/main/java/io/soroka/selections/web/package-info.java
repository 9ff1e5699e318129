/** Selections over HTTP. */
@NullMarked
package io.soroka.selections.web;

import org.jspecify.annotations.NullMarked;
