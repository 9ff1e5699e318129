package io.soroka.providers.smpp;

import io.soroka.smpp.Address;
import org.jspecify.annotations.Nullable;

/**
 * Which TON and NPI a party gets.
 *
 * @param ton 0 to 6; null for the one that fits
 * @param npi 0 to 18; null for the one that fits
 */
record Numbering(@Nullable Integer ton, @Nullable Integer npi) {
    /** Longer ones are numbers with a country code. */
    private static final int LONGEST_SHORT_CODE = 6;

    /** A name, a short code or a number. */
    Address sender(String sender) {
        if (!sender.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return address(Address.TON_ALPHANUMERIC, Address.NPI_UNKNOWN, sender);
        }
        return sender.length() <= LONGEST_SHORT_CODE
                ? address(Address.TON_NETWORK_SPECIFIC, Address.NPI_UNKNOWN, sender)
                : address(Address.TON_INTERNATIONAL, Address.NPI_ISDN, sender);
    }

    /** A number with country code. */
    Address recipient(long msisdn) {
        return address(Address.TON_INTERNATIONAL, Address.NPI_ISDN, Long.toString(msisdn));
    }

    private Address address(int fittingTon, int fittingNpi, String value) {
        return new Address(ton == null ? fittingTon : ton, npi == null ? fittingNpi : npi, value);
    }
}
