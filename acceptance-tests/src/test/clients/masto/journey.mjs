// One person's day on a Rookery, through the masto library: signs in with a password and uses what the library offers.
// node journey.mjs BASE_URL EMAIL PASSWORD OTHER_ACCT
import assert from "node:assert/strict";
import { createOAuthAPIClient, createRestAPIClient } from "masto";

const [url, email, password, otherAcct] = process.argv.slice(2);
const scope = "read write follow";

/** Waits for what may lag behind a write; gives up after five seconds. */
async function eventually(description, probe) {
  const deadline = Date.now() + 5000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    assert.ok(Date.now() < deadline, `never happened: ${description}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const anonymous = createRestAPIClient({ url });
const application = await anonymous.v1.apps.create({
  clientName: "masto journey",
  redirectUris: "urn:ietf:wg:oauth:2.0:oob",
  scopes: scope,
});
const oauth = createOAuthAPIClient({ url });
const token = await oauth.token.create({
  grantType: "password",
  redirectUri: "urn:ietf:wg:oauth:2.0:oob",
  clientId: application.clientId,
  clientSecret: application.clientSecret,
  username: email,
  password,
  scope,
});
const masto = createRestAPIClient({ url, accessToken: token.accessToken });

const instance = await masto.v2.instance.fetch();
assert.ok(instance.configuration.statuses.maxCharacters >= 500);

const me = await masto.v1.accounts.verifyCredentials();
const other = await masto.v1.accounts.lookup({ acct: otherAcct });

const followed = await masto.v1.accounts.$select(other.id).follow();
assert.equal(followed.following, true);
assert.deepEqual((await masto.v1.accounts.$select(me.id).following.list()).map((a) => a.id), [other.id]);
assert.ok((await masto.v1.accounts.$select(other.id).followers.list()).some((a) => a.id === me.id));
const [relationship] = await masto.v1.accounts.relationships.fetch({ id: [other.id] });
assert.equal(relationship.following, true);

const status = await masto.v1.statuses.create({
  status: `Hello @${otherAcct} from a #mastojourney`,
  visibility: "public",
});
assert.match(status.content, /<p>/);
assert.deepEqual(status.tags.map((tag) => tag.name), ["mastojourney"]);
assert.deepEqual(status.application, { name: "masto journey", website: null });
assert.deepEqual(status.mentions.map((mention) => mention.acct), [otherAcct]);

const reply = await masto.v1.statuses.create({ status: "and an answer", inReplyToId: status.id });
const context = await masto.v1.statuses.$select(status.id).context.fetch();
assert.deepEqual(context.descendants.map((s) => s.id), [reply.id]);

assert.equal((await masto.v1.statuses.$select(status.id).favourite()).favouritesCount, 1);
assert.equal((await masto.v1.statuses.$select(status.id).unfavourite()).favouritesCount, 0);
const boost = await masto.v1.statuses.$select(status.id).reblog();
assert.equal(boost.reblog.id, status.id);
assert.equal((await masto.v1.statuses.$select(status.id).unreblog()).reblogged, false);

await eventually("own posts in the home timeline", async () => {
  const home = await masto.v1.timelines.home.list({ limit: 5 });
  return home.some((s) => s.id === status.id) && home.some((s) => s.id === reply.id);
});
await eventually("the post in the public timeline", async () =>
  (await masto.v1.timelines.public.list({ local: true })).some((s) => s.id === status.id));
await eventually("the post under its hashtag", async () =>
  (await masto.v1.timelines.tag.$select("mastojourney").list()).some((s) => s.id === status.id));

const found = await masto.v2.search.list({ q: otherAcct, type: "accounts" });
assert.ok(found.accounts.some((account) => account.id === other.id));
assert.ok(Array.isArray(await masto.v1.notifications.list()));

// Paging follows the Link header.
const pages = [];
for await (const page of masto.v1.accounts.$select(me.id).statuses.list({ limit: 1 })) {
  pages.push(page);
  assert.ok(pages.length <= 4, "paging does not end");
}
assert.deepEqual(pages.flat().map((s) => s.id), [reply.id, status.id]);

const deleted = await masto.v1.statuses.$select(reply.id).remove();
assert.equal(deleted.text, "and an answer");
await assert.rejects(masto.v1.statuses.$select(reply.id).fetch(), { statusCode: 404 });

const unfollowed = await masto.v1.accounts.$select(other.id).unfollow();
assert.equal(unfollowed.following, false);

await oauth.revoke({
  clientId: application.clientId,
  clientSecret: application.clientSecret,
  token: token.accessToken,
});
await eventually("the revoked token is refused", () =>
  masto.v1.accounts.verifyCredentials().then(() => false, (refusal) => refusal.statusCode === 401));
console.log("masto journey done");
