package io.rookery.acceptance.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One step of a scenario, written as a verb and its object:
 *
 * <pre>
 * kill | terminate | freeze | thaw TARGET      signals to processes
 * hang TARGET                                  the disk of a node of Postgres, until thaw
 * fill TARGET                                  the volume of a node of Postgres, until drain
 * drain                                        frees the space
 * exhaust TARGET                               the heap of a service is filled
 * hold | resume PART                           whether dead processes are restarted and replaced
 * refuse | drop | delay | deafen | mute | pass TARGET      the fault proxy in front of a process
 * cut CLIENT from TARGET                       drops the traffic between two processes
 * kill-on-answer INSTANCE METHOD PATH          kill -9 as soon as it answers such a request
 * configure TARGET SETTING VALUE               a setting of a Redis node, until restore
 * restore                                      restores the settings
 * split SHARD                                  promotes the standby: two primaries until resume
 * wait SECONDS                                 time for the fault to be felt
 * await whole                                  until everything has recovered
 * roll SERVICE                                 terminate its instances, one after the other
 * add-shard                                    starts another shard; slots begin to move to it
 * drain-shard                                  lets the latest shard give its slots to the others
 * await-even                                   until every slot is where it is to stay
 * remove-shard                                 takes the latest shard away, once it is drained
 * power-cut                                    kill -9 of all processes together, then a restart
 * random COUNT TIME                            random faults by the seed, limited by count and time
 * </pre>
 *
 * @param verb what the step does
 * @param object the target and other arguments, as words in order
 */
public record FaultStep(Verb verb, List<String> object) {

    /** What a step does. */
    public enum Verb {
        KILL,
        TERMINATE,
        FREEZE,
        THAW,
        HANG,
        FILL,
        DRAIN,
        EXHAUST,
        HOLD,
        RESUME,
        REFUSE,
        DROP,
        DELAY,
        DEAFEN,
        MUTE,
        PASS,
        CUT,
        KILL_ON_ANSWER,
        CONFIGURE,
        RESTORE,
        SPLIT,
        WAIT,
        AWAIT,
        ROLL,
        ADD_SHARD,
        DRAIN_SHARD,
        AWAIT_EVEN,
        REMOVE_SHARD,
        POWER_CUT,
        RANDOM;

        /** Whether it needs the fault proxy in front of a process. */
        public boolean breaksLink() {
            return switch (this) {
                case REFUSE, DROP, DELAY, DEAFEN, MUTE, CUT, KILL_ON_ANSWER -> true;
                default -> false;
            };
        }
    }

    public FaultStep {
        object = List.copyOf(object);
    }

    /**
     * Reads a step.
     *
     * @throws IllegalArgumentException when the verb is unknown
     */
    public static FaultStep parse(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        String verb = words.getFirst().replace('-', '_');
        for (Verb known : Verb.values()) {
            if (known.name().equalsIgnoreCase(verb)) {
                return new FaultStep(known, words.subList(1, words.size()));
            }
        }
        throw new IllegalArgumentException("There is no fault step \"" + text + "\"");
    }

    @Override
    public String toString() {
        String word = verb.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return object.isEmpty() ? word : word + " " + String.join(" ", object);
    }
}
