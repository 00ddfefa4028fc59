package io.rookery.feed.status.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rookery.api.parameters.Parameters;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.Conversation;
import io.rookery.feed.status.store.StatusFinder;
import io.rookery.feed.status.store.StatusPublisher;
import io.rookery.feed.status.store.StatusPublisher.Published;
import io.rookery.feed.status.store.StatusRemoval;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.shard.id.Ids;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client API for statuses. */
@RestController
@RequestMapping("/api/v1/statuses")
class StatusController {

    /** Maximum number of ids in one request. */
    private static final int MOST_IDS = 40;

    private final Accounts accounts;
    private final StatusPublisher publisher;
    private final StatusRemoval removal;
    private final StatusFinder finder;
    private final StatusRenderer renderer;
    private final Conversation conversation;

    StatusController(
            Accounts accounts,
            StatusPublisher publisher,
            StatusRemoval removal,
            StatusFinder finder,
            StatusRenderer renderer,
            Conversation conversation) {
        this.accounts = accounts;
        this.publisher = publisher;
        this.removal = removal;
        this.finder = finder;
        this.renderer = renderer;
        this.conversation = conversation;
    }

    @PostMapping
    Status publish(Caller caller, RequestIdentity identity, Parameters parameters) {
        long id = caller.account(Scope.WRITE_STATUSES);
        StatusDraft draft = StatusDraft.of(parameters);
        // The author is read before anything is written, so that rendering cannot fail after the
        // commit for lack of it.
        Account author =
                draft.saysAll()
                        ? accounts.byId(id).orElseThrow(ApiException::notFound)
                        : accounts.now(id);
        Published published =
                publisher.publish(
                        id, caller.clientId(), draft.with(author.posting()), identity.key());
        return published.isNew()
                ? renderer.renderNew(published.row(), author)
                : renderer.render(id, published.row());
    }

    @GetMapping
    List<Status> statuses(Caller caller, Parameters parameters) {
        Long viewer = Viewer.of(caller);
        List<Long> ids = parameters.ids("id").stream().distinct().limit(MOST_IDS).toList();
        return renderer.render(viewer, finder.visible(viewer, ids));
    }

    @GetMapping("/{id}")
    Status status(Caller caller, @PathVariable String id) {
        Long viewer = Viewer.of(caller);
        return renderer.render(viewer, finder.visible(viewer, id));
    }

    @DeleteMapping("/{id}")
    RemovedStatus delete(Caller caller, RequestIdentity identity, @PathVariable String id) {
        long account = caller.account(Scope.WRITE_STATUSES);
        Account author = accounts.byId(account).orElseThrow(ApiException::notFound);
        StatusRow row = removal.remove(account, StatusFinder.parse(id), identity.key());
        return renderer.renderRemoved(row, author);
    }

    @GetMapping("/{id}/context")
    Context context(Caller caller, @PathVariable String id) {
        Long viewer = Viewer.of(caller);
        StatusRow status = finder.visible(viewer, id);
        List<StatusRow> ancestors = conversation.ancestors(viewer, status);
        List<StatusRow> all = new ArrayList<>(ancestors);
        all.addAll(conversation.descendants(viewer, status));
        List<Status> rendered = renderer.render(viewer, all);
        List<Status> before = new ArrayList<>();
        List<Status> after = new ArrayList<>();
        // A reply's id is always greater than that of the status that it answers.
        for (Status one : rendered) {
            (Ids.parse(one.id()).orElseThrow() < status.id() ? before : after).add(one);
        }
        return new Context(before, after);
    }

    @GetMapping("/{id}/source")
    Source source(Caller caller, @PathVariable String id) {
        long viewer = caller.account(Scope.READ_STATUSES);
        StatusRow status = finder.visible(viewer, id);
        Content content = status.content();
        return new Source(Ids.format(status.id()), content.text(), content.spoilerText());
    }

    /** Statuses cannot be edited, so the history is the current version alone. */
    @GetMapping("/{id}/history")
    List<Edit> history(Caller caller, @PathVariable String id) {
        Long viewer = Viewer.of(caller);
        return List.of(Edit.of(renderer.render(viewer, finder.visible(viewer, id))));
    }

    /** The API's Context entity. */
    record Context(List<Status> ancestors, List<Status> descendants) {}

    /** The API's StatusSource entity. */
    record Source(String id, String text, @JsonProperty("spoiler_text") String spoilerText) {}

    /** The API's StatusEdit entity. */
    record Edit(
            String content,
            @JsonProperty("spoiler_text") String spoilerText,
            boolean sensitive,
            @JsonProperty("created_at") String createdAt,
            Account account,
            @JsonProperty("media_attachments") List<Object> mediaAttachments,
            List<Object> emojis) {

        private static Edit of(Status status) {
            return new Edit(
                    status.content(),
                    status.labels().spoilerText(),
                    status.labels().sensitive(),
                    status.createdAt(),
                    status.account(),
                    List.of(),
                    List.of());
        }
    }
}
