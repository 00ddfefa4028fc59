package io.rookery.feed.fanout;

import io.rookery.feed.cache.RedisUnavailableException;
import io.rookery.feed.status.StatusObserver;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.timeline.TimelineEntry;
import io.rookery.feed.timeline.TimelineKey;
import io.rookery.feed.timeline.TimelineSettings;
import io.rookery.feed.timeline.TimelineStore;
import io.rookery.kit.deadline.Deadline;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows authors what they have published as soon as they are told that it is. */
@Component
class OwnTimeline implements StatusObserver {

    private static final Logger log = LoggerFactory.getLogger(OwnTimeline.class);
    private static final long FIRST_VERSION = 1;

    private final TimelineStore timelines;
    private final TimelineSettings settings;

    OwnTimeline(TimelineStore timelines, TimelineSettings settings) {
        this.timelines = timelines;
        this.settings = settings;
    }

    @Override
    public void changed(StatusRow row) {
        if (row.version() != FIRST_VERSION) {
            return;
        }
        TimelineEntry entry =
                new TimelineEntry(row.id(), row.boostOfId() == null ? 0 : row.boostOfId());
        try {
            Deadline.run(
                    settings.ownPostWithin(),
                    () -> timelines.push(List.of(TimelineKey.home(row.accountId())), entry));
        } catch (RedisUnavailableException e) {
            log.debug("The author sees the status when it is fanned out", e);
        }
    }

    /** The body is gone at once; the entry follows. */
    @Override
    public void removed(long statusId) {}
}
