package io.rookery.shard.slot;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Computes the slot of a key. It never changes, and equals the slot that Redis Cluster computes for
 * the whole key.
 */
public final class Slots {

    /** How many slots there are; they are numbered from 0. */
    public static final int COUNT = 16384;

    private static final int POLYNOMIAL = 0x1021;
    private static final char[] CRC16 = table();

    private Slots() {}

    /** CRC16 (XMODEM) of the key's UTF-8 bytes, modulo 16384. */
    public static int of(String key) {
        int crc = 0;
        for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
            crc = ((crc << 8) & 0xFFFF) ^ CRC16[(crc >>> 8) ^ (octet & 0xFF)];
        }
        return crc & (COUNT - 1);
    }

    /** The slot of an account. Usernames that differ only in case have the same slot. */
    public static int ofUsername(String username) {
        return of(username.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the slot if it is valid.
     *
     * @throws IllegalArgumentException when the number is not within 0…16383
     */
    public static int check(int slot) {
        if (slot < 0 || slot >= COUNT) {
            throw new IllegalArgumentException("There is no slot " + slot);
        }
        return slot;
    }

    private static char[] table() {
        char[] table = new char[256];
        for (int octet = 0; octet < table.length; octet++) {
            int crc = octet << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
            table[octet] = (char) crc;
        }
        return table;
    }
}
