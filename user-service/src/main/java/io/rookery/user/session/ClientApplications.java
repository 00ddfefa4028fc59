package io.rookery.user.session;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.user.session.ClientCredentials.Credentials;
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

    private final ShardClient shards;
    private final IdGenerator ids;
    private final ClientCredentials credentials;

    ClientApplications(ShardClient shards, IdGenerator ids, ClientCredentials credentials) {
        this.shards = shards;
        this.ids = ids;
        this.credentials = credentials;
    }

    /** An application and the only copy of its secret. */
    record Registered(ClientApplication application, String secret) {}

    /**
     * Registers an application, once for the same request however often it is sent.
     *
     * @param requestKey by which the client, or the gateway, tells its requests apart
     */
    Registered register(
            String requestKey,
            String name,
            @Nullable String website,
            List<String> redirectUris,
            OAuthScopes scopes) {
        String uris = String.join(BETWEEN_URIS, redirectUris);
        Credentials made =
                credentials.of(
                        List.of(
                                requestKey,
                                name,
                                website == null ? "" : website,
                                uris,
                                scopes.text()));
        int slot = Slots.of(made.clientId());
        long newId = ids.next(slot);
        long id =
                shards.write(
                        slot,
                        jdbc -> {
                            jdbc.sql(
                                            """
                                            insert into client_application (slot, client_id, id, secret_digest, name,
                                                website, redirect_uris, scopes)
                                            values (:slot, :clientId, :id, :secret, :name, :website, :uris, :scopes)
                                            on conflict (slot, client_id) do nothing\
                                            """)
                                    .param("slot", slot)
                                    .param("clientId", made.clientId())
                                    .param("id", newId)
                                    .param("secret", Secret.digest(made.secret()))
                                    .param("name", name)
                                    .param("website", website)
                                    .param("uris", uris)
                                    .param("scopes", scopes.text())
                                    .update();
                            return idOf(jdbc, slot, made.clientId());
                        });
        return new Registered(
                new ClientApplication(id, made.clientId(), name, website, redirectUris, scopes),
                made.secret());
    }

    Optional<ClientApplication> byClientId(String clientId) {
        return find(clientId).map(Row::application);
    }

    /** The application, if the secret is its own. */
    Optional<ClientApplication> authenticate(String clientId, String secret) {
        return find(clientId)
                .filter(row -> Secret.matches(secret, row.secretDigest()))
                .map(Row::application);
    }

    /** The first request's, for one that is repeated. */
    private static long idOf(JdbcClient jdbc, int slot, String clientId) {
        return jdbc.sql(
                        """
                        select id from client_application
                        where slot = :slot and client_id = :clientId\
                        """)
                .param("slot", slot)
                .param("clientId", clientId)
                .query(Long.class)
                .single();
    }

    private record Row(ClientApplication application, String secretDigest) {}

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
                        select client_id, id, secret_digest, name, website, redirect_uris, scopes
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
                row.getString("secret_digest"));
    }
}
