package io.soroka.text;

import org.jspecify.annotations.Nullable;

/**
 * A character that GSM-7 does not have and that therefore makes the whole text UCS-2.
 *
 * @param position its index in the text, in UTF-16 code units from 0
 * @param character the character itself; two code units long when it is a surrogate pair
 * @param replacement what says the same in GSM-7, empty when the character is invisible and can be
 *     left out; null when nothing does, as with an emoji
 */
public record Offender(int position, String character, @Nullable String replacement) {}
