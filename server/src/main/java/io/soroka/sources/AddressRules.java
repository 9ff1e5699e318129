package io.soroka.sources;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a source may be at. To be asked with the very address that is then connected to:
 * a name can mean another one a moment later.
 *
 * @param entries names, addresses and networks that are allowed
 */
public record AddressRules(List<String> entries) {
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]{0,251}[\\p{L}\\p{N}])?");
    private static final Pattern NUMERIC =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*)(/\\d{1,3})?");

    /** No name, be it an address or not. */
    private static final Pattern DIGITS = Pattern.compile("[\\d./]*");

    public AddressRules {
        entries = List.copyOf(entries);
    }

    /** Whether an entry can be understood. */
    static boolean isUsable(String entry) {
        return network(entry) != null
                || (NAME.matcher(entry).matches() && !DIGITS.matcher(entry).matches());
    }

    /**
     * Whether a source may be there.
     *
     * @param host the name or address that was set
     * @param resolved the address that it means and that is to be connected to
     */
    public boolean allow(String host, InetAddress resolved) {
        return !isForbidden(resolved)
                && entries.stream().anyMatch(entry -> fits(entry, host, resolved));
    }

    /**
     * The addresses that a name means now and at which a source may be; to be connected to, and not
     * the name again.
     *
     * @throws SourceFailure if there is no such name, or no such address
     */
    public List<InetAddress> resolve(String host) {
        List<InetAddress> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new SourceFailure("source.host-unknown");
        }
        List<InetAddress> allowed =
                addresses.stream().filter(address -> allow(host, address)).toList();
        if (allowed.isEmpty()) {
            throw new SourceFailure("source.address-refused");
        }
        return allowed;
    }

    /**
     * Addresses at which no customer database is: of one's own link, among them those at which
     * clouds tell secrets to their machines, and those that are nobody's.
     */
    private static boolean isForbidden(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address
                        // fd00:ec2::254, at which one cloud keeps the same.
                        && bytes[0] == (byte) 0xfd
                        && bytes[1] == 0
                        && bytes[2] == 0x0e
                        && bytes[3] == (byte) 0xc2);
    }

    private static boolean fits(String entry, String host, InetAddress resolved) {
        Network network = network(entry);
        if (network != null) {
            return network.holds(resolved);
        }
        String wanted = entry.toLowerCase(Locale.ROOT);
        String given = host.toLowerCase(Locale.ROOT);
        return wanted.startsWith("*.") ? given.endsWith(wanted.substring(1)) : given.equals(wanted);
    }

    private record Network(InetAddress address, int bits) {
        boolean holds(InetAddress other) {
            byte[] own = address.getAddress();
            byte[] its = other.getAddress();
            if (own.length != its.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((own[bit / 8] ^ its[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A network or single address; null if the entry is a name. */
    private static @Nullable Network network(String entry) {
        if (!NUMERIC.matcher(entry).matches()) {
            return null;
        }
        int slash = entry.indexOf('/');
        try {
            InetAddress address =
                    InetAddress.ofLiteral(slash < 0 ? entry : entry.substring(0, slash));
            int most = address.getAddress().length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(entry.substring(slash + 1));
            return bits > most ? null : new Network(address, bits);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
