package io.rookery.feed.cache;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the members have a score: something for each one that has, null for each other. */
final class ScoresOutput extends CommandOutput<String, byte[], List<byte[]>> {

    private static final byte[] THERE = {};

    ScoresOutput() {
        super(RedisCluster.CODEC, new ArrayList<>());
    }

    @Override
    public void set(@Nullable ByteBuffer score) {
        output.add(score == null ? null : THERE);
    }

    @Override
    public void set(double score) {
        output.add(THERE);
    }
}
