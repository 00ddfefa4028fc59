package io.rookery.launcher.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;

/** The end of a log, and what is added to it. */
final class LogTail {

    private static final long SHOWN_BYTES = 32 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private LogTail() {}

    /**
     * Prints the end of a log.
     *
     * @param follow whether to go on until the thread is interrupted
     */
    static void print(Path log, boolean follow, PrintStream output)
            throws IOException, InterruptedException {
        long position = start(log);
        do {
            try (var file = new RandomAccessFile(log.toFile(), "r")) {
                // A log that has become shorter was begun anew.
                file.seek(position <= file.length() ? position : 0);
                var buffer = new byte[8192];
                for (int read = file.read(buffer); read > 0; read = file.read(buffer)) {
                    output.write(buffer, 0, read);
                }
                output.flush();
                position = file.getFilePointer();
            }
            if (follow) {
                Thread.sleep(PAUSE);
            }
        } while (follow);
    }

    /** Where the first whole line of the shown end begins. */
    private static long start(Path log) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() <= SHOWN_BYTES) {
                return 0;
            }
            file.seek(file.length() - SHOWN_BYTES);
            file.readLine();
            return file.getFilePointer();
        }
    }
}
