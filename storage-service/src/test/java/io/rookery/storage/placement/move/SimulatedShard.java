package io.rookery.storage.placement.move;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A simulated pair of servers. A commit counts once the standby has it. After a failover the old
 * primary may go on for a while, and nothing that it commits then counts.
 */
final class SimulatedShard {
    final String name;
    SimulatedNode primary = new SimulatedNode();
    SimulatedNode standby = new SimulatedNode();

    /** Old primaries that do not know yet that they were replaced. */
    final List<SimulatedNode> replaced = new ArrayList<>();

    long timeline = 1;

    SimulatedShard(String name) {
        this.name = name;
    }

    /**
     * Commits on the primary and on the standby.
     *
     * @param effect changes a server; applied to both
     */
    void commit(Consumer<SimulatedNode> effect) {
        effect.accept(primary);
        effect.accept(standby);
    }

    /** Commits on the primary, which dies before the standby has it. */
    void commitAndDie(Consumer<SimulatedNode> effect, Runnable between) {
        effect.accept(primary);
        between.run();
        failOver(true);
    }

    void failOver(boolean isDead) {
        SimulatedNode old = primary;
        old.dead = isDead;
        if (!isDead) {
            replaced.add(old);
        }
        primary = standby;
        standby = primary.standby();
        timeline++;
    }

    /** The old primaries learn of it. */
    void fence() {
        replaced.forEach(node -> node.dead = true);
        replaced.clear();
    }

    /** A server that somebody with an old list may take for the primary. */
    SimulatedNode anyPrimary(RandomGenerator random) {
        int choice = random.nextInt(replaced.size() + 4);
        return choice < replaced.size() ? replaced.get(choice) : primary;
    }
}
