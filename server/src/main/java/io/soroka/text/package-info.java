/**
 * What a text costs on the air: alphabets, parts, the characters that make it dear, and its Latin
 * spelling. Pure functions without state, called for every recipient of a campaign.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.soroka.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
