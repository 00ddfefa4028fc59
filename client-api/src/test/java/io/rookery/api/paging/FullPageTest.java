package io.rookery.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FullPageTest {

    private final List<Integer> limits = new ArrayList<>();

    @Test
    void readsOnForWhatIsLeftOut() {
        FullPage<Long> page = page(newest(3), id -> id % 2 == 0);

        assertThat(page.shown()).containsExactly(10L, 8L, 6L);
        assertThat(page.first()).hasValue(10);
        assertThat(page.last()).hasValue(6);
    }

    @Test
    void readsOnUpwardsFromALowerBound() {
        FullPage<Long> page = page(above(1, 3), id -> id % 2 == 0);

        assertThat(page.shown()).containsExactly(6L, 4L, 2L);
        assertThat(page.first()).hasValue(6);
        assertThat(page.last()).hasValue(2);
    }

    @Test
    void isShortAtTheEndOfTheList() {
        assertThat(page(newest(5), id -> id < 3).shown()).containsExactly(2L, 1L);
        assertThat(page(newest(5), id -> false).shown()).isEmpty();
        assertThat(page(newest(5), id -> false).last()).hasValue(1);
    }

    @Test
    void readsOnceWhatIsShownToEverybody() {
        page(newest(4), id -> true);

        assertThat(limits).containsExactly(4);
    }

    private FullPage<Long> page(Page page, Predicate<Long> isShown) {
        return FullPage.of(
                page, this::oneToTen, id -> id, ids -> ids.stream().filter(isShown).toList());
    }

    private List<Long> oneToTen(Page page) {
        limits.add(page.limit());
        Comparator<Long> order =
                page.isAscending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return LongStream.rangeClosed(1, 10)
                .filter(id -> id > page.above() && id < page.below())
                .boxed()
                .sorted(order)
                .limit(page.limit())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Page newest(int limit) {
        return Page.newest(limit);
    }

    private static Page above(long minId, int limit) {
        return new Page(OptionalLong.empty(), OptionalLong.of(minId), OptionalLong.empty(), limit);
    }
}
