package io.rookery.user.account;

import io.rookery.shard.id.Ids;
import io.rookery.user.account.AccountEntity.FieldEntity;
import io.rookery.user.account.CredentialAccountEntity.RoleEntity;
import io.rookery.user.account.CredentialAccountEntity.SourceEntity;
import io.rookery.user.address.InstanceAddress;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/** Builds the client API's entities of accounts. */
@Component
public final class AccountEntities {

    private final InstanceAddress address;

    AccountEntities(InstanceAddress address) {
        this.address = address;
    }

    public List<AccountEntity> of(List<Account> accounts) {
        return accounts.stream().map(this::of).toList();
    }

    public AccountEntity of(Account account) {
        String base = address.baseUrl();
        String avatar = base + DefaultPictures.avatarPath(account.id());
        String header = base + DefaultPictures.HEADER_PATH;
        return new AccountEntity(
                Ids.format(account.id()),
                account.username(),
                account.username(),
                ShownName.of(account.displayName()),
                account.locked(),
                account.bot(),
                account.discoverable(),
                account.indexable(),
                false,
                account.createdAt().truncatedTo(ChronoUnit.DAYS),
                ProfileText.paragraphs(account.note()),
                base + "/@" + account.username(),
                base + "/users/" + account.username(),
                avatar,
                avatar,
                "",
                header,
                header,
                "",
                account.followers(),
                account.following(),
                account.statuses(),
                account.lastStatusOn(),
                account.hideCollections(),
                !account.indexable(),
                List.of(),
                List.of(),
                account.fields().stream()
                        .map(field -> shown(field, ProfileText.line(field.value())))
                        .toList());
    }

    /**
     * @param requests how many follow requests the account has yet to decide
     */
    CredentialAccountEntity credentialsOf(Account account, long requests) {
        PostingDefaults defaults = account.postingDefaults();
        return new CredentialAccountEntity(
                of(account),
                new SourceEntity(
                        account.note(),
                        account.fields().stream()
                                .map(field -> shown(field, field.value()))
                                .toList(),
                        account.postingVisibility(),
                        defaults.sensitive(),
                        defaults.language(),
                        account.discoverable(),
                        account.indexable(),
                        account.hideCollections(),
                        requests,
                        List.of(),
                        "public"),
                RoleEntity.EVERYONE);
    }

    private static FieldEntity shown(ProfileField field, String value) {
        return new FieldEntity(ProfileText.plain(field.name()), value, null);
    }
}
