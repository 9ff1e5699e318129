/** Other systems' HTTP APIs as sources: JSON, page by page. */
@NullMarked
package io.soroka.sources.rest;

import org.jspecify.annotations.NullMarked;
