package io.rookery.acceptance.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is done to the platform, written as a verb and what it is done to:
 *
 * <pre>
 * kill | terminate | freeze | thaw TARGET      signals to processes
 * hang TARGET                                  the disk of a node of Postgres, until thaw
 * fill TARGET                                  the volume of a node of Postgres, until drain
 * drain                                        gives the room back
 * exhaust TARGET                               the memory of a service is filled from inside
 * hold | resume PART                           whether dead processes are restarted and replaced
 * refuse | drop | delay | deafen | mute | pass TARGET      the link in front of a process
 * cut CLIENT from TARGET                       what passes between one process and another is dropped
 * kill-on-answer INSTANCE METHOD PATH          kill -9 of it as soon as it answers such a request
 * configure TARGET SETTING VALUE               of a node of Redis, until restore
 * restore                                      the settings as they were
 * split SHARD                                  the standby is promoted beside the primary, until resume
 * wait SECONDS                                 time for the fault to be felt
 * await whole                                  until everything has recovered
 * roll SERVICE                                 terminate its instances, one after the other
 * power-cut                                    kill -9 of everything at once, then a new start
 * random COUNT TIME                            so many faults, or as many as the time allows, drawn by the seed
 * </pre>
 *
 * @param verb what is done
 * @param object what it is done to, its words in order
 */
public record Step(Verb verb, List<String> object) {

    /** What can be done. */
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
        POWER_CUT,
        RANDOM;

        /** Whether it needs the link in front of a process. */
        public boolean breaksLink() {
            return switch (this) {
                case REFUSE, DROP, DELAY, DEAFEN, MUTE, CUT, KILL_ON_ANSWER -> true;
                default -> false;
            };
        }
    }

    public Step {
        object = List.copyOf(object);
    }

    /**
     * Reads a step.
     *
     * @throws IllegalArgumentException when the verb is unknown
     */
    public static Step parse(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        String verb = words.getFirst().replace('-', '_');
        for (Verb known : Verb.values()) {
            if (known.name().equalsIgnoreCase(verb)) {
                return new Step(known, words.subList(1, words.size()));
            }
        }
        throw new IllegalArgumentException("Nobody knows how to \"" + text + "\"");
    }

    @Override
    public String toString() {
        String word = verb.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return object.isEmpty() ? word : word + " " + String.join(" ", object);
    }
}
