package io.soroka.smpp;

/**
 * A party of a message.
 *
 * @param ton type of number, 0 to 255; see the constants
 * @param npi numbering plan, 0 to 255; see the constants
 * @param value at most 20 characters of one byte each, none of them zero; empty means "not given"
 */
public record Address(int ton, int npi, String value) {
    /** Longest address of SMPP 3.4 (21 octets with the closing zero). */
    public static final int MAX_LENGTH = 20;

    public static final int TON_UNKNOWN = 0;
    public static final int TON_INTERNATIONAL = 1;
    public static final int TON_NATIONAL = 2;
    public static final int TON_NETWORK_SPECIFIC = 3;
    public static final int TON_ALPHANUMERIC = 5;
    public static final int NPI_UNKNOWN = 0;
    public static final int NPI_ISDN = 1;

    /** Neither party nor kind given: the operator fills in its default. */
    public static final Address NONE = new Address(TON_UNKNOWN, NPI_UNKNOWN, "");

    /** Refuses values that the wire cannot carry with {@link IllegalArgumentException}. */
    public Address {
        Limits.octet(ton, "ton");
        Limits.octet(npi, "npi");
        Limits.text(value, MAX_LENGTH, "address");
    }

    /** A number with country code, digits only. */
    public static Address international(String digits) {
        return new Address(TON_INTERNATIONAL, NPI_ISDN, digits);
    }

    /** A sender name. */
    public static Address alphanumeric(String name) {
        return new Address(TON_ALPHANUMERIC, NPI_UNKNOWN, name);
    }

    /** Leaves the value out, because it may be a person's number. */
    @Override
    public String toString() {
        return "Address[ton=" + ton + ", npi=" + npi + ", " + value.length() + " characters]";
    }
}
