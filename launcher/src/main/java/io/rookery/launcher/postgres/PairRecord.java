package io.rookery.launcher.postgres;

import io.rookery.launcher.process.DurableFile;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The durable record of a pair, which survives the death of any process. It is written before the
 * action that it describes.
 *
 * @param generation grows by one with each promotion
 * @param primary the letter of the node that is primary, or is about to become primary
 * @param standbyPromotable whether the other node has every acknowledged commit
 */
record PairRecord(long generation, char primary, boolean standbyPromotable) {
    private static final Pattern TEXT =
            Pattern.compile("generation=(\\d+)\nprimary=([ab])\nstandby-promotable=(true|false)\n");

    /** The record of a new pair, which has only a primary. */
    static PairRecord first() {
        return new PairRecord(1, 'a', false);
    }

    PairRecord withStandbyPromotable(boolean promotable) {
        return new PairRecord(generation, primary, promotable);
    }

    /** The record after a promotion: the other node is primary, and has no standby yet. */
    PairRecord afterPromotion() {
        return new PairRecord(generation + 1, primary == 'a' ? 'b' : 'a', false);
    }

    void write(Path file) throws IOException {
        DurableFile.write(
                file,
                "generation=%d\nprimary=%s\nstandby-promotable=%s\n"
                        .formatted(generation, primary, standbyPromotable));
    }

    /** The record in the file, empty when there is no file. */
    static Optional<PairRecord> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(Files.readString(file));
        if (!text.matches()) {
            throw new LaunchException(
                    file + " is damaged: it is not known which node is the primary");
        }
        return Optional.of(
                new PairRecord(
                        Long.parseLong(text.group(1)),
                        text.group(2).charAt(0),
                        Boolean.parseBoolean(text.group(3))));
    }
}
