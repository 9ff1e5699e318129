package io.soroka.numbering;

import java.util.Locale;

/** Why a cell holds no usable number. */
public enum NumberRefusal {
    /** Nothing is written. */
    EMPTY,
    /** A spreadsheet turned the number into 7,9161E+10; its last digits are lost. */
    SCIENTIFIC,
    /** An extension follows: such a number is reached by voice only. */
    EXTENSION,
    /** Letters or signs that no number has. */
    LETTERS,
    /** Fewer digits than a number has. Argument: digits found. */
    TOO_SHORT,
    /** More digits than a number has. Argument: digits found. */
    TOO_LONG,
    /** Looks like another country's number, but without + or 00. Argument: the country expected. */
    OTHER_COUNTRY,
    /** A fixed-line, toll-free or paid-service number, which SMS does not reach. */
    NOT_MOBILE,
    /** The right shape, but the numbering plan has no such number. */
    NOT_IN_PLAN;

    /** The message's key in the bundles. */
    public String messageKey() {
        return "number." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
