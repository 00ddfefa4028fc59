package io.rookery.feed.account;

import io.rookery.internal.AccountSearchApi;
import io.rookery.internal.AccountsApi;
import io.rookery.internal.ApplicationsApi;
import io.rookery.internal.FollowsApi;
import io.rookery.internal.RelationsApi;

/** Client of user-service's internal API. */
interface UserService
        extends AccountsApi, AccountSearchApi, FollowsApi, RelationsApi, ApplicationsApi {}
