package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommittedWrites;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.Witness;
import io.rookery.user.throttle.ClientAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The applications of all shards. */
@Component
final class ClientApplications {

    private static final String BETWEEN_URIS = "\n";

    /** For so long after a registration its repetition is told the secret again. */
    private static final String TOLD_AGAIN = "interval '10 minutes'";

    private final ShardClient shards;
    private final IdGenerator ids;
    private final KeyedDigest digest;

    ClientApplications(ShardClient shards, IdGenerator ids, KeyedDigest digest) {
        this.shards = shards;
        this.ids = ids;
        this.digest = digest;
    }

    /** An application and the only copy of its secret. */
    record Registered(ClientApplication application, String secret) {}

    /**
     * Registers an application, once for the same request however often it is sent. A request is
     * the same if it has the same key and content and comes from the same place, a few minutes
     * later at most and before the application has used its secret: a key that somebody guesses
     * tells nobody's secret.
     *
     * @param requestKey by which the client, or the gateway, tells its requests apart
     * @throws ApiException 422 for a repetition that is none of these any more
     */
    Registered register(
            String requestKey,
            ClientAddress address,
            String name,
            @Nullable String website,
            List<String> redirectUris,
            OAuthScopes scopes) {
        String uris = String.join(BETWEEN_URIS, redirectUris);
        String clientId =
                digest.of(
                        "client id",
                        requestKey,
                        address.text(),
                        name,
                        website == null ? "" : website,
                        uris,
                        scopes.text());
        String newSeed = Secret.random();
        int slot = Slots.of(clientId);
        long newId = ids.next(slot);
        Registration registration =
                shards.write(
                        slot,
                        jdbc -> {
                            int registered =
                                    jdbc.sql(
                                                    """
                                                    insert into client_application (slot, client_id, id, secret_digest, secret_seed,
                                                        registered_at, name, website, redirect_uris, scopes)
                                                    values (:slot, :clientId, :id, :secret, :seed, now(), :name, :website, :uris, :scopes)
                                                    on conflict (slot, client_id) do nothing\
                                                    """)
                                            .param("slot", slot)
                                            .param("clientId", clientId)
                                            .param("id", newId)
                                            .param(
                                                    "secret",
                                                    Secret.digest(secret(clientId, newSeed)))
                                            .param("seed", newSeed)
                                            .param("name", name)
                                            .param("website", website)
                                            .param("uris", uris)
                                            .param("scopes", scopes.text())
                                            .update();
                            if (registered == 0) {
                                Witness.leave(jdbc);
                            }
                            return registration(jdbc, slot, clientId);
                        });
        if (registration.seed() == null) {
            throw ApiException.invalid(
                    "Idempotency-Key was used to register an application, whose secret is not told"
                            + " again");
        }
        return new Registered(
                new ClientApplication(
                        registration.id(), clientId, name, website, redirectUris, scopes),
                secret(clientId, registration.seed()));
    }

    /** Random for whoever has not both halves: the seed and the key of the digest. */
    private String secret(String clientId, String seed) {
        return digest.of("client secret", clientId, seed);
    }

    /**
     * The application has its secret: nobody is told it again, and the application stays. Whoever
     * uses the secret first says so.
     */
    private void keepSecret(String clientId) {
        int slot = Slots.of(clientId);
        CommittedWrites.aside(() ->
                shards.write(
                        slot,
                        jdbc ->
                                jdbc.sql(
                                                """
                                                update client_application set secret_seed = null
                                                where slot = :slot and client_id = :clientId
                                                  and secret_seed is not null\
                                                """)
                                        .param("slot", slot)
                                        .param("clientId", clientId)
                                        .update()));
    }

    Optional<ClientApplication> byClientId(String clientId) {
        return find(clientId).map(Row::application);
    }

    /** The application, if the secret is its own. */
    Optional<ClientApplication> authenticate(String clientId, String secret) {
        Optional<Row> own =
                find(clientId).filter(row -> Secret.matches(secret, row.secretDigest()));
        if (own.isPresent() && own.get().isTold()) {
            keepSecret(clientId);
        }
        return own.map(Row::application);
    }

    /**
     * What is stored of a registration.
     *
     * @param seed null if the secret is not told again
     */
    private record Registration(long id, @Nullable String seed) {}

    /** The first request's, for one that is repeated. */
    private static Registration registration(JdbcClient jdbc, int slot, String clientId) {
        return jdbc.sql(
                        """
                        select id, case when registered_at > now() - %s then secret_seed end as seed
                        from client_application where slot = :slot and client_id = :clientId\
                        """
                                .formatted(TOLD_AGAIN))
                .param("slot", slot)
                .param("clientId", clientId)
                .query(Registration.class)
                .single();
    }

    /**
     * An application as it is stored.
     *
     * @param isTold whether its secret may still be told again
     */
    private record Row(ClientApplication application, String secretDigest, boolean isTold) {}

    /** The applications of these client ids, in any order; unknown ones are left out. */
    List<ClientApplication> byClientIds(Collection<String> clientIds) {
        return shards.readGrouped(clientIds, Slots::of, ClientApplications::findAll).stream()
                .map(Row::application)
                .toList();
    }

    private Optional<Row> find(String clientId) {
        return shards.read(
                Slots.of(clientId), jdbc -> findAll(jdbc, List.of(clientId)).stream().findFirst());
    }

    private static List<Row> findAll(JdbcClient jdbc, List<String> clientIds) {
        return jdbc.sql(
                        """
                        select client_id, id, secret_digest, name, website, redirect_uris, scopes,
                            secret_seed is not null as is_told
                        from client_application where slot in (:slots) and client_id in (:clientIds)\
                        """)
                .param("slots", clientIds.stream().map(Slots::of).distinct().toList())
                .param("clientIds", clientIds)
                .query(ClientApplications::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new ClientApplication(
                        row.getLong("id"),
                        row.getString("client_id"),
                        row.getString("name"),
                        row.getString("website"),
                        List.of(row.getString("redirect_uris").split(BETWEEN_URIS)),
                        OAuthScopes.stored(row.getString("scopes"))),
                row.getString("secret_digest"),
                row.getBoolean("is_told"));
    }
}
