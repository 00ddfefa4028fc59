package io.rookery.feed.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorRepliesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OOM command not allowed when used memory > 'maxmemory'. script: 1a, on @user_script:3.",
                "NOREPLICAS Not enough good replicas to write.",
                "READONLY You can't write against a read only replica.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist",
                "SOMETHING that a later version says"
            })
    void aNodeThatAnswersSoTakesNoWrites(String answer) {
        var error = new RedisCommandExecutionException(answer);
        assertThat(ErrorReplies.isRefusalOfWrites(error)).isTrue();
        assertThat(ErrorReplies.isOfTheNode(error)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "BUSY Redis is busy running a script.",
                "MASTERDOWN Link with MASTER is down",
                "CLUSTERDOWN The cluster is down",
                "CLUSTERDOWN Hash slot not served",
                "NOAUTH Authentication required.",
                "WRONGPASS invalid username-password pair",
                "NOPERM this user has no permissions"
            })
    void aNodeThatAnswersSoDoesNothing(String answer) {
        var error = new RedisCommandExecutionException(answer);
        assertThat(ErrorReplies.isOfTheNode(error)).isTrue();
        assertThat(ErrorReplies.isRefusalOfWrites(error)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED 3999 127.0.0.1:6381",
                "ASK 3999 127.0.0.1:6381",
                "NOSCRIPT No matching script.",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR unknown command"
            })
    void thatIsTheCommandsOwnFault(String answer) {
        assertThat(ErrorReplies.isOfTheNode(new RedisCommandExecutionException(answer))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection reset", ""})
    void silenceIsOfTheNode(String message) {
        assertThat(ErrorReplies.isOfTheNode(new RedisException(message))).isTrue();
        assertThat(ErrorReplies.isRefusalOfWrites(new RedisException(message))).isFalse();
    }
}
