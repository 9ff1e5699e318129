/** Soroka: a self-hosted service for talking to clients by SMS. Each package below is one room. */
@NullMarked
package io.soroka;

import org.jspecify.annotations.NullMarked;
