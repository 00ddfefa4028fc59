package io.rookery.feed.status.store;

import io.rookery.feed.status.StatusRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Calls all {@link StatusObserver}s. An exception of one is only logged, since the change itself is
 * committed.
 */
@Component
public class StatusObservers {

    private static final Logger log = LoggerFactory.getLogger(StatusObservers.class);

    private final ObjectProvider<StatusObserver> observers;

    public StatusObservers(ObjectProvider<StatusObserver> observers) {
        this.observers = observers;
    }

    public void changed(StatusRow row) {
        tell(observer -> observer.changed(row));
    }

    /**
     * Reports a removal.
     *
     * @return whether every observer has stopped showing the status
     */
    boolean removed(long statusId) {
        List<Boolean> heard = new ArrayList<>();
        tell(observer -> heard.add(observer.removed(statusId)));
        return !heard.contains(false);
    }

    private void tell(Consumer<StatusObserver> news) {
        observers.forEach(observer -> {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                log.warn("A listener failed; a stale status may be shown for a while", e);
            }
        });
    }
}
