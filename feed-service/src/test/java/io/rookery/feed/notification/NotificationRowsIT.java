package io.rookery.feed.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.api.paging.Page;
import io.rookery.feed.FeedInstance;
import io.rookery.feed.TwoShards;
import io.rookery.feed.account.FakeUserService;
import io.rookery.feed.notification.NotificationChanges.Doing;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests storing and deleting notifications on the shards, without Redis. */
class NotificationRowsIT {

    private static final String PATH = "/api/v1/notifications";

    private static final FakeUserService users = new FakeUserService();

    private static TwoShards shards;
    private static FeedInstance instance;
    private static long fan;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        shards = TwoShards.start(directory);
        fan = users.addIn(TwoShards.SECOND, "fan");
        instance = FeedInstance.startWithoutRedis(shards, users);
    }

    @AfterAll
    static void stop() {
        instance.close();
        shards.close();
    }

    @Test
    void veryManyAreDismissedAtOnceAndDeletedSomeAtATime() {
        long ada = users.addIn(TwoShards.FIRST, "flooded");
        flood(ada);
        assertThat(listed(ada)).isEqualTo(80);
        instance.as(ada).post(PATH + "/clear").ok();
        assertThat(listed(ada)).isZero();
        assertThat(instance.part(NotificationStore.class).byId(ada, 1_500)).isEmpty();
        tell(ada);
        assertThat(instance.as(ada).get(PATH).ids()).hasSize(1);

        instance.part(NotificationHousekeeping.class).cleanUp();

        assertThat(rows("notification where account_id = " + ada)).isEqualTo(1);
        assertThat(rows("notification_cleared where account_id = " + ada)).isZero();
        assertThat(instance.as(ada).get(PATH).ids()).hasSize(1);
    }

    @Test
    void whatWasDismissedLatelyIsKeptSoThatItIsNotToldAgain() {
        long ada = users.addIn(TwoShards.FIRST, "tidy");
        tell(ada);
        instance.as(ada).post(PATH + "/clear").ok();

        instance.part(NotificationHousekeeping.class).cleanUp();

        assertThat(rows("notification where dismissed and account_id = " + ada)).isEqualTo(1);
        tell(ada);
        assertThat(instance.as(ada).get(PATH).ids()).isEmpty();
    }

    @Test
    void allOfSomebodyAreDismissedWithABlock() {
        long ada = users.addIn(TwoShards.FIRST, "annoyed");
        long bob = users.addIn(TwoShards.SECOND, "annoying");
        NotificationChanges changes = instance.part(NotificationChanges.class);
        shards.admin(TwoShards.FIRST)
                .sql(
                        """
                        insert into feed.notification
                            (slot, id, account_id, type, from_account_id, status_id)
                        select %d, 5000 + i, %d, 'favourite', %d, i from generate_series(1, 1200) i
                        """
                                .formatted(Ids.slotOf(ada), ada, bob))
                .update();
        assertThat(listed(ada)).isEqualTo(80);
        changes.dropFrom(ada, bob);
        assertThat(listed(ada)).isZero();
        assertThat(rows("notification where not dismissed and account_id = " + ada)).isZero();
    }

    @Test
    void otherIdentifiersAreFoundWhenAllOfTheMomentAreTaken() {
        long ada = users.addIn(TwoShards.FIRST, "crowded");
        Instant moment = Instant.parse("2026-11-01T00:00:00Z");
        shards.admin(TwoShards.FIRST)
                .sql(
                        """
                        insert into feed.notification
                            (slot, id, account_id, type, from_account_id, dismissed)
                        select %d, %d + i, %d, 'follow', i, true from generate_series(0, 255) i
                        """
                                .formatted(
                                        Ids.slotOf(ada),
                                        Ids.firstAt(moment) + ((long) Ids.slotOf(ada) << 8),
                                        ada))
                .update();
        Doing first = new Doing(NotificationType.FOLLOW_REQUEST, fan, null, 1);
        Doing second = new Doing(NotificationType.FOLLOW_REQUEST, fan, null, 2);
        at(moment).tell(List.of(ada), first);
        assertThat(listed(ada)).isEqualTo(1);
        at(moment).withdraw(ada, first);
        assertThat(listed(ada)).isZero();
        at(moment).tell(List.of(ada), second);
        assertThat(listed(ada)).isEqualTo(1);
    }

    private static NotificationChanges at(Instant moment) {
        return new NotificationChanges(
                instance.part(ShardClient.class), new IdGenerator(() -> moment));
    }

    /** Adds many notifications of long ago. */
    private static void flood(long account) {
        shards.admin(TwoShards.FIRST)
                .sql(
                        """
                        insert into feed.notification (slot, id, account_id, type, from_account_id)
                        select %d, 1000 + i, %d, 'follow', i from generate_series(1, 1200) i
                        """
                                .formatted(Ids.slotOf(account), account))
                .update();
    }

    /** Notifies the account, each time of the same action by an existing account. */
    private static void tell(long account) {
        instance.part(NotificationChanges.class)
                .tell(List.of(account), new Doing(NotificationType.FOLLOW, fan, null, 1));
    }

    /** The number of listed notifications, at most 80. */
    private static int listed(long account) {
        NotificationFilter all =
                new NotificationFilter(EnumSet.allOf(NotificationType.class), OptionalLong.empty());
        Page newest = Page.newest(80);
        return instance.part(NotificationStore.class).list(account, all, newest).size();
    }

    private static long rows(String from) {
        return shards.admin(TwoShards.FIRST)
                .sql("select count(*) from feed." + from)
                .query(Long.class)
                .single();
    }
}
