package io.rookery.shard.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynchronousStandbysTest {

    /**
     * The first column is a value of the Postgres setting. The last one is whether the standby
     * alone has every acknowledged commit.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                      | shard_0_b | ``    | false",
                "shard_0_b               | shard_0_b | ``    | true",
                "\"shard-0-b\"             | shard_0_b | ``    | true",
                "ANY 1 (shard_0_b)       | shard_0_b | ``    | true",
                "any 1(\"Shard-0-B\")      | shard_0_b | ``    | true",
                "FIRST 2 (b, c)          | b         | ``    | true",
                "2 (b, c)                | c         | ``    | true",
                "ANY 2 (b, c)            | c         | ``    | true",
                "shard_0_b               | shard_0_c | ``    | false",
                "ANY 1 (b, c)            | b         | ``    | false",
                "FIRST 1 (b, c)          | b         | ``    | false",
                "b, c                    | b         | ``    | false",
                "*                       | b         | ``    | false",
                "ANY 1 (*)               | b         | ``    | false",
                "ANY 1 (\"db-2\")          | _cnpg_db_2 | ``   | true",
                "b                       | ``        | b     | true",
                "pg_receivewal           | ``        | ``    | false",
            })
    void provesThatAStandbyHasEveryAcknowledgedCommitOnlyIfNoneCanHaveComeWithoutIt(
            String setting, String slot, String cluster, boolean proves) {
        assertThat(SynchronousStandbys.parse(setting).provesAlone(slot, cluster)).isEqualTo(proves);
    }
}
