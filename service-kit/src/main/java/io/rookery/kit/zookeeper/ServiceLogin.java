package io.rookery.kit.zookeeper;

import java.time.Duration;
import java.util.List;
import org.apache.curator.utils.ConfigurableZookeeperFactory;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes ZooKeeper clients that log in. A client whose login is refused gives up for good, and
 * Curator does not notice. This factory reports a refused login as the end of the session, so that
 * Curator begins a new one, with the service's other password if it has one. So a service survives
 * a server that does not know its password yet, or does not accept it any more.
 */
final class ServiceLogin extends ConfigurableZookeeperFactory {

    private static final Logger log = LoggerFactory.getLogger(ServiceLogin.class);

    /** Back-off after a refused login. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String service;
    private final List<String> passwords;
    private final String context = LoginContexts.newName();
    private int shown;
    private boolean complained;

    /**
     * @param service name of the service, which is also its name in ZooKeeper
     * @param passwords passwords to try in turn; at least one
     */
    ServiceLogin(String service, List<String> passwords) {
        this.service = service;
        this.passwords = List.copyOf(passwords);
        show();
    }

    @Override
    public ZooKeeper newZooKeeper(
            String servers,
            int sessionTimeout,
            Watcher watcher,
            boolean canBeReadOnly,
            ZKClientConfig ignored)
            throws Exception {
        return super.newZooKeeper(
                servers,
                sessionTimeout,
                event -> tell(watcher, event),
                canBeReadOnly,
                LoginContexts.login(context));
    }

    private void tell(Watcher watcher, WatchedEvent event) {
        switch (event.getState()) {
            case AuthFailed -> {
                refused();
                watcher.process(new WatchedEvent(EventType.None, KeeperState.Expired, null));
            }
            case SaslAuthenticated -> {
                taken();
                watcher.process(event);
            }
            default -> watcher.process(event);
        }
    }

    private void refused() {
        synchronized (this) {
            if (!complained) {
                log.warn("ZooKeeper rejected the password of {}; the login is retried.", service);
                complained = true;
            }
            shown = (shown + 1) % passwords.size();
            show();
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private synchronized void taken() {
        complained = false;
    }

    private void show() {
        LoginContexts.put(context, service, passwords.get(shown));
    }
}
