/** Applications, sign-in and access tokens: OAuth 2 as Mastodon clients speak it. */
@NullMarked
package io.rookery.user.session;

import org.jspecify.annotations.NullMarked;
