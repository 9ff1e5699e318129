/** Imports over HTTP. */
@NullMarked
package io.soroka.imports.web;

import org.jspecify.annotations.NullMarked;
