package io.soroka.simulator;

import io.soroka.smpp.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The senders an operator has seen, by number, so that a receipt need not keep its own copy. */
final class Parties {
    /** More senders than any company registers; beyond it the sender is refused. */
    private static final int MAX = 65_536;

    private final Map<Address, Integer> indices = new HashMap<>();
    private final List<Address> addresses = new ArrayList<>();

    /** Index of the sender, or -1 when it cannot be one: empty, not printable, or one too many. */
    int index(Address address) {
        Integer known = indices.get(address);
        if (known != null) {
            return known;
        }
        if (addresses.size() == MAX || !isPrintable(address.value())) {
            return -1;
        }
        addresses.add(address);
        indices.put(address, addresses.size() - 1);
        return addresses.size() - 1;
    }

    Address address(int index) {
        return addresses.get(index);
    }

    static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /**
     * The number's digits, or -1 when it is no phone number of 5 to 15 digits, with or without a
     * plus.
     */
    static long phone(String value) {
        int from = value.startsWith("+") ? 1 : 0;
        int digits = value.length() - from;
        if (digits < 5 || digits > 15 || value.charAt(from) == '0') {
            return -1;
        }
        long number = 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }
}
