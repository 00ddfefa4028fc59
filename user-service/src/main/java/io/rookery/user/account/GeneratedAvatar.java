package io.rookery.user.account;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * The generated picture of an account that has none of its own: a pattern of squares with
 * left-right symmetry, in one colour. The same id always gives the same picture.
 */
final class GeneratedAvatar {

    /** Width and height in pixels. */
    static final int SIZE = 400;

    private static final int CELLS = 5;
    private static final int CELL = 64;
    private static final int MARGIN = (SIZE - CELLS * CELL) / 2;
    private static final int DRAWN_COLUMNS = (CELLS + 1) / 2;
    private static final int FEWEST_CELLS = 4;

    private GeneratedAvatar() {}

    /** The picture as a PNG. */
    static byte[] of(long id) {
        long pattern = mixed(id);
        float hue = ((pattern >>> 40) & 0xFF) / 256f;
        BufferedImage picture =
                new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_BINARY, colours(hue));
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                if (isDrawn(pattern, row, column)) {
                    fill(picture, MARGIN + column * CELL, MARGIN + row * CELL);
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static boolean isDrawn(long pattern, int row, int column) {
        int mirrored = Math.min(column, CELLS - 1 - column);
        boolean isSet = ((pattern >>> (row * DRAWN_COLUMNS + mirrored)) & 1) == 1;
        // A pattern with too few squares is inverted.
        boolean isSparse = Long.bitCount(pattern & 0x7FFF) < FEWEST_CELLS;
        return isSet != isSparse;
    }

    private static void fill(BufferedImage picture, int left, int top) {
        for (int y = top; y < top + CELL; y++) {
            for (int x = left; x < left + CELL; x++) {
                picture.getRaster().setSample(x, y, 0, 1);
            }
        }
    }

    /** A light background and a strong colour. */
    private static IndexColorModel colours(float hue) {
        int light = Color.HSBtoRGB(hue, 0.10f, 0.96f);
        int strong = Color.HSBtoRGB(hue, 0.65f, 0.65f);
        return new IndexColorModel(
                1,
                2,
                new byte[] {(byte) (light >> 16), (byte) (strong >> 16)},
                new byte[] {(byte) (light >> 8), (byte) (strong >> 8)},
                new byte[] {(byte) light, (byte) strong});
    }

    /**
     * Mixes the bits, so that consecutive ids have unrelated pictures (the finalizer of
     * SplitMix64).
     */
    private static long mixed(long id) {
        long z = id + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
