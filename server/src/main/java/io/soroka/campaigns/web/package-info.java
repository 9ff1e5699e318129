/** Campaigns and runs over HTTP. */
@NullMarked
package io.soroka.campaigns.web;

import org.jspecify.annotations.NullMarked;
