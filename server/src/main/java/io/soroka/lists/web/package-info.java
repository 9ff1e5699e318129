/** Lists over HTTP. */
@NullMarked
package io.soroka.lists.web;

import org.jspecify.annotations.NullMarked;
