package io.rookery.user.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * The address of a client, as the rate limits count it. An IPv6 address is represented by its /64
 * network, because a client that has one of its addresses usually has all of them. Controllers take
 * it as an argument.
 *
 * @param text an IPv4 address, the first half of an IPv6 address with {@code ::/64}, or {@code
 *     unknown}
 */
public record ClientAddress(String text) {

    /** Stands for every address that cannot be parsed. */
    static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    private static final int LONGEST = 64;
    private static final int NETWORK_BYTES = 8;

    /**
     * Parses an address as proxies write it: with a port, in brackets, or an IPv4-mapped IPv6
     * address.
     */
    static ClientAddress parse(String written) {
        String bare = withoutPort(written.strip());
        int zone = bare.indexOf('%');
        String literal = zone < 0 ? bare : bare.substring(0, zone);
        if (literal.isEmpty() || literal.length() > LONGEST) {
            return UNKNOWN;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            return new ClientAddress(
                    address instanceof Inet6Address
                            ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                                    + "::/64"
                            : address.getHostAddress());
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    private static String withoutPort(String address) {
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            return end < 0 ? address.substring(1) : address.substring(1, end);
        }
        int colon = address.indexOf(':');
        boolean hasPort = colon >= 0 && colon == address.lastIndexOf(':');
        return hasPort ? address.substring(0, colon) : address;
    }
}
