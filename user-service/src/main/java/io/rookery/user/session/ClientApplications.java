package io.rookery.user.session;

import io.rookery.shard.id.IdGenerator;
import io.rookery.shard.slot.Slots;
import io.rookery.shard.transaction.ShardClient;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The applications of all shards. */
@Component
final class ClientApplications {

    private static final String BETWEEN_URIS = "\n";

    private final ShardClient shards;
    private final IdGenerator ids;

    ClientApplications(ShardClient shards, IdGenerator ids) {
        this.shards = shards;
        this.ids = ids;
    }

    /** An application and the only copy of its secret. */
    record Registered(ClientApplication application, String secret) {}

    Registered register(
            String name, @Nullable String website, List<String> redirectUris, OAuthScopes scopes) {
        String clientId = Secret.random();
        String secret = Secret.random();
        int slot = Slots.of(clientId);
        ClientApplication application =
                new ClientApplication(
                        ids.next(slot), clientId, name, website, redirectUris, scopes);
        shards.write(
                slot,
                jdbc ->
                        jdbc.sql(
                                        """
                                        insert into client_application (slot, client_id, id, secret_digest, name,
                                            website, redirect_uris, scopes)
                                        values (:slot, :clientId, :id, :secret, :name, :website, :uris, :scopes)
                                        on conflict (slot, client_id) do nothing\
                                        """)
                                .param("slot", slot)
                                .param("clientId", clientId)
                                .param("id", application.id())
                                .param("secret", Secret.digest(secret))
                                .param("name", name)
                                .param("website", website)
                                .param("uris", String.join(BETWEEN_URIS, redirectUris))
                                .param("scopes", scopes.text())
                                .update());
        return new Registered(application, secret);
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

    private record Row(ClientApplication application, String secretDigest) {}

    private Optional<Row> find(String clientId) {
        int slot = Slots.of(clientId);
        return shards.read(
                slot,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select client_id, id, secret_digest, name, website, redirect_uris, scopes
                                        from client_application where slot = :slot and client_id = :clientId\
                                        """)
                                .param("slot", slot)
                                .param("clientId", clientId)
                                .query(ClientApplications::row)
                                .optional());
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
