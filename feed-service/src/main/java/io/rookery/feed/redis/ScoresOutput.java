package io.rookery.feed.redis;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the reply of {@code ZMSCORE} into whether each member exists: an empty array for a member
 * with a score, null for one without. The score itself is dropped.
 */
final class ScoresOutput extends CommandOutput<String, byte[], List<byte[]>> {

    private static final byte[] THERE = {};

    ScoresOutput() {
        super(RedisPipelineClient.CODEC, new ArrayList<>());
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
