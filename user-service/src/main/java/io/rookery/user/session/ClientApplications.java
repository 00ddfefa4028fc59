package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.CommitBarrier;
import io.rookery.shard.transaction.CommittedWrites;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.throttle.ClientAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores and finds the client applications of all shards. */
@Component
final class ClientApplications {

    private static final String BETWEEN_URIS = "\n";

    /** The time after a registration in which a repeated request gets the secret again. */
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
     * Registers an application. Idempotent: a repeated request returns the same application. A
     * request counts as repeated if it has the same key and content and comes from the same
     * address, at most a few minutes later and before the application has used its secret. Guessing
     * a key thus reveals no secret.
     *
     * @param requestKey identifies the request; from the client or the gateway
     * @throws ApiException 422 for a request with a used key that does not count as repeated
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
                                CommitBarrier.leave(jdbc);
                            }
                            return registration(jdbc, slot, clientId);
                        });
        if (registration.seed() == null) {
            throw ApiException.invalid(
                    "Idempotency-Key was used before; the application's secret is shown only once");
        }
        return new Registered(
                new ClientApplication(
                        registration.id(), clientId, name, website, redirectUris, scopes),
                secret(clientId, registration.seed()));
    }

    /**
     * Derives the secret from the seed. It is random to anyone who lacks the seed or the key of the
     * digest.
     */
    private String secret(String clientId, String seed) {
        return digest.of("client secret", clientId, seed);
    }

    /**
     * Marks the secret as received: it is not returned again, and the application is kept. Called
     * at the first use of the secret.
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
     * The stored result of a registration.
     *
     * @param seed null if the secret must not be returned again
     */
    private record Registration(long id, @Nullable String seed) {}

    /** The registration in the database; for a repeated request, that of the first one. */
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
     * @param isTold whether its secret may still be returned again
     */
    private record Row(ClientApplication application, String secretDigest, boolean isTold) {}

    /** The applications of these client ids, in any order. Unknown ids are left out. */
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
