package io.rookery.kit.discovery;

import org.apache.curator.framework.api.CuratorClosedException;
import org.apache.zookeeper.KeeperException;

/** The kinds of failures to register an instance. */
enum RegistrationFailure {
    /** No ZooKeeper server answers in time, or this instance has closed its client itself. */
    UNREACHABLE,
    /** ZooKeeper denies it: authentication failed, or the user lacks the permission. */
    REFUSED,
    /** Anything else. */
    UNFORESEEN;

    static RegistrationFailure of(Exception failure) {
        if (failure instanceof CuratorClosedException) {
            return UNREACHABLE;
        }
        if (!(failure instanceof KeeperException refusal)) {
            return UNFORESEEN;
        }
        return switch (refusal.code()) {
            case NOAUTH, AUTHFAILED, INVALIDACL, SESSIONCLOSEDREQUIRESASLAUTH -> REFUSED;
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, SESSIONMOVED ->
                    UNREACHABLE;
            default -> UNFORESEEN;
        };
    }
}
