package io.rookery.launcher.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries one direction of a connection. Bytes, the end of the stream and a reset all travel in
 * order and in the same way: the link delays or withholds all of them alike.
 */
final class ProxyStream {
    private static final int CHUNK_BYTES = 8 << 10;

    /** The number of chunks that may be in flight. The sender has to wait when there are more. */
    private static final int CHUNKS = 256;

    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final ProxyRules traffic;
    private final ProxiedConnection connection;
    private final BlockingQueue<Item> underWay = new ArrayBlockingQueue<>(CHUNKS);

    /**
     * The number of chunks that were read and not yet written, including the one that is being
     * written.
     */
    private final AtomicInteger held = new AtomicInteger();

    /**
     * A stream between two sockets that are connected by the time it runs.
     *
     * @param connection the connection that this stream belongs to
     */
    ProxyStream(
            Direction direction,
            Socket from,
            Socket to,
            ProxyRules traffic,
            ProxiedConnection connection) {
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.traffic = traffic;
        this.connection = connection;
    }

    /**
     * An element of the stream, with its time of departure as a reading of {@link
     * System#nanoTime()}.
     */
    private sealed interface Item {
        long departure();

        record Chunk(long departure, Bytes bytes) implements Item {}

        record End(long departure) implements Item {}

        record Break(long departure) implements Item {}
    }

    /** A class, because records compare array components by identity. */
    private static final class Bytes {
        private final byte[] content;

        Bytes(byte[] buffer, int length) {
            content = Arrays.copyOf(buffer, length);
        }
    }

    /** Reads bytes until the stream ends, or the thread is interrupted. */
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

    /**
     * Writes bytes directly from the thread that has read them, as long as nothing is delayed or
     * withheld. That saves a handover to another thread.
     */
    private void write(byte[] buffer, int length) throws InterruptedException {
        try {
            to.getOutputStream().write(buffer, 0, length);
        } catch (IOException _) {
            receiverIsGone();
        }
    }

    /** Writes the bytes that were read until the stream ends, or the thread is interrupted. */
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

    /**
     * The receiver is gone. This news travels in the opposite direction, with the faults of that
     * direction.
     */
    private void receiverIsGone() throws InterruptedException {
        traffic.awaitArrival(direction.opposite(), System.nanoTime());
        connection.reset();
    }
}
