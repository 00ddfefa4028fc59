package io.rookery.kit.discovery;

import org.apache.curator.framework.api.CuratorClosedException;
import org.apache.zookeeper.KeeperException;

/** Why an instance could not register. */
enum RegistrationTrouble {
    /** It could. */
    NONE,
    /** No server of ZooKeeper's answers in time, or this instance has ended its session itself. */
    AWAY,
    /** Whoever this instance logs in as may not do it. */
    REFUSED,
    /** Anything else. */
    UNFORESEEN;

    static RegistrationTrouble of(Exception failure) {
        if (failure instanceof CuratorClosedException) {
            return AWAY;
        }
        if (!(failure instanceof KeeperException refusal)) {
            return UNFORESEEN;
        }
        return switch (refusal.code()) {
            case NOAUTH, AUTHFAILED, INVALIDACL, SESSIONCLOSEDREQUIRESASLAUTH -> REFUSED;
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, SESSIONMOVED ->
                    AWAY;
            default -> UNFORESEEN;
        };
    }
}
