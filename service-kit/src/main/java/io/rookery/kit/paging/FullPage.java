package io.rookery.kit.paging;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.http.ResponseEntity;

/**
 * A page of a list of which not everybody is shown everything: what is left out is made up for by
 * reading on, so that a page is short only at the end of the list.
 *
 * @param shown newest first
 * @param first cursor of the newest entry that was read; none when nothing was
 * @param last cursor of the oldest one
 */
public record FullPage<S>(List<S> shown, OptionalLong first, OptionalLong last) {

    /** Bounds what one request reads when most of what is there is left out. */
    private static final int MOST_ROUNDS = 20;

    public FullPage {
        shown = List.copyOf(shown);
    }

    /**
     * @param read the entries of a page, newest first
     * @param cursor by what the list is ordered
     * @param select of some entries those that are shown, in their order
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

    /** The page as an answer, with a {@code Link} header unless there was nothing to be read. */
    public <T> ResponseEntity<List<T>> answer(HttpServletRequest request, List<T> entities) {
        return first.isEmpty() || last.isEmpty()
                ? ResponseEntity.ok(entities)
                : Link.page(request, entities, first.getAsLong(), last.getAsLong());
    }
}
