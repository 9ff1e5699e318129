/** SMPP 3.4 as a connector: one link is one account with one or more sessions. */
@NullMarked
package io.soroka.providers.smpp;

import org.jspecify.annotations.NullMarked;
