package io.rookery.api.paging;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.http.ResponseEntity;

/**
 * A page of a list from which some entries are filtered out for the viewer. It reads on to replace
 * them, so that a page is short only at the end of the list.
 *
 * @param shown newest first
 * @param first cursor of the newest entry that was read; empty when none was
 * @param last cursor of the oldest entry that was read; empty when none was
 */
public record FullPage<S>(List<S> shown, OptionalLong first, OptionalLong last) {

    /** Bounds what one request reads when most entries are filtered out. */
    private static final int MOST_ROUNDS = 20;

    public FullPage {
        shown = List.copyOf(shown);
    }

    /**
     * @param read reads the entries of a page, newest first
     * @param cursor gives the number by which the list is ordered
     * @param select returns those of some entries that are shown, in their order
     */
    public static <R, S> FullPage<S> of(
            Page page,
            Function<Page, List<R>> read,
            ToLongFunction<? super R> cursor,
            Function<List<R>, List<S>> select) {
        List<S> shown = new ArrayList<>(page.limit());
        OptionalLong first = OptionalLong.empty();
        OptionalLong last = OptionalLong.empty();
        Page rest = page;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<R> entries = read.apply(rest);
            if (entries.isEmpty()) {
                break;
            }
            OptionalLong newest = OptionalLong.of(cursor.applyAsLong(entries.getFirst()));
            OptionalLong oldest = OptionalLong.of(cursor.applyAsLong(entries.getLast()));
            if (page.isAscending() || first.isEmpty()) {
                first = newest;
            }
            if (!page.isAscending() || last.isEmpty()) {
                last = oldest;
            }
            shown.addAll(page.isAscending() ? 0 : shown.size(), select.apply(entries));
            int wanted = page.limit() - shown.size();
            if (entries.size() < rest.limit() || wanted <= 0) {
                break;
            }
            rest =
                    page.isAscending()
                            ? new Page(page.maxId(), first, page.sinceId(), wanted)
                            : new Page(last, page.minId(), page.sinceId(), wanted);
        }
        return new FullPage<>(shown, first, last);
    }

    /** Returns the page as a response, with a {@code Link} header unless no entry was read. */
    public <T> ResponseEntity<List<T>> answer(HttpServletRequest request, List<T> entities) {
        return first.isEmpty() || last.isEmpty()
                ? ResponseEntity.ok(entities)
                : Link.page(request, entities, first.getAsLong(), last.getAsLong());
    }
}
