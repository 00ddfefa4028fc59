package io.rookery.launcher.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries one direction of a connection. Bytes, the end of the stream and its breaking off all
 * travel in order and in the same way: what the link withholds is withheld whatever it is.
 */
final class Flow {
    private static final int CHUNK_BYTES = 8 << 10;

    /** What may be under way; the sender is held up when there is more. */
    private static final int CHUNKS = 256;

    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final Traffic traffic;
    private final Connection connection;
    private final BlockingQueue<Item> underWay = new ArrayBlockingQueue<>(CHUNKS);

    /**
     * Chunks that were taken in and are not yet given out, that which is being written included.
     */
    private final AtomicInteger held = new AtomicInteger();

    /**
     * A flow between two sockets that are connected when it runs.
     *
     * @param connection whose direction it is
     */
    Flow(Direction direction, Socket from, Socket to, Traffic traffic, Connection connection) {
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.traffic = traffic;
        this.connection = connection;
    }

    /** Something that has departed at a reading of {@link System#nanoTime()}. */
    private sealed interface Item {
        long departure();

        record Chunk(long departure, Bytes bytes) implements Item {}

        record End(long departure) implements Item {}

        record Break(long departure) implements Item {}
    }

    /** Not a component of its own: records compare arrays by identity. */
    private static final class Bytes {
        private final byte[] content;

        Bytes(byte[] buffer, int length) {
            content = Arrays.copyOf(buffer, length);
        }
    }

    /** Takes bytes in until the stream ends, or the thread is interrupted. */
    void takeIn() {
        try {
            underWay.put(takeInUntilTheLast());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Item takeInUntilTheLast() throws InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream source = from.getInputStream();
            int length = source.read(buffer);
            while (length >= 0) {
                if (!connection.lets(direction, buffer, length)) {
                    return new Item.Break(System.nanoTime());
                }
                if (held.get() == 0 && traffic.passes(direction)) {
                    write(buffer, length);
                } else {
                    held.incrementAndGet();
                    underWay.put(new Item.Chunk(System.nanoTime(), new Bytes(buffer, length)));
                }
                length = source.read(buffer);
            }
            return new Item.End(System.nanoTime());
        } catch (IOException _) {
            return new Item.Break(System.nanoTime());
        }
    }

    /** By whoever has taken it in, as long as nothing is withheld: that spares a thread's turn. */
    private void write(byte[] buffer, int length) throws InterruptedException {
        try {
            to.getOutputStream().write(buffer, 0, length);
        } catch (IOException _) {
            receiverIsGone();
        }
    }

    /** Gives out what was taken in until the stream ends, or the thread is interrupted. */
    void giveOut() {
        try {
            giveOutUntilTheLast();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveOutUntilTheLast() throws InterruptedException {
        try {
            while (true) {
                Item item = underWay.take();
                traffic.awaitArrival(direction, item.departure());
                switch (item) {
                    case Item.Chunk chunk -> {
                        to.getOutputStream().write(chunk.bytes().content);
                        held.decrementAndGet();
                    }
                    case Item.End _ -> {
                        to.shutdownOutput();
                        return;
                    }
                    case Item.Break _ -> {
                        connection.reset();
                        return;
                    }
                }
            }
        } catch (IOException _) {
            receiverIsGone();
        }
    }

    /** That word goes the other way. */
    private void receiverIsGone() throws InterruptedException {
        traffic.awaitArrival(direction.opposite(), System.nanoTime());
        connection.reset();
    }
}
