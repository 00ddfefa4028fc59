package io.rookery.acceptance.fault;

import static java.util.stream.Collectors.toSet;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.rookery.acceptance.workload.Headroom;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.link.FaultProxy;
import io.rookery.launcher.process.Configurable;
import io.rookery.launcher.process.ManagedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Applies fault steps to one platform and remembers what has to be undone. */
public final class Faults {

    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final Duration RETURN = Duration.ofMinutes(1);

    /** Same as {@code minReadySeconds} in the Kubernetes manifests. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final Duration LONG_WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Platform platform;
    private final long seed;
    private final Consumer<String> journal;
    private final Supplier<Duration> longestWait;
    private final List<ManagedProcess> frozen = new ArrayList<>();
    private final List<HungDisk> hung = new ArrayList<>();
    private final List<FullDisk> full = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<FaultProxy> broken = new ArrayList<>();
    private final Deque<Runnable> restorations = new ArrayDeque<>();

    /**
     * @param seed seed of the random faults
     * @param journal receives each step when it is applied
     * @param longestWait how long the oldest unanswered request has been waiting
     */
    public Faults(
            Platform platform,
            long seed,
            Consumer<String> journal,
            Supplier<Duration> longestWait) {
        this.platform = platform;
        this.seed = seed;
        this.journal = journal;
        this.longestWait = longestWait;
    }

    /** The platform under test. A power cut replaces its cluster by a new one on the same data. */
    public interface Platform {
        /** Returns the cluster that runs at present. */
        Cluster cluster();

        /** Kills all processes at the same time and starts them again. */
        void cutPower() throws InterruptedException;
    }

    /** Applies one step; returns when it is done, or when the time that it takes has passed. */
    public void apply(FaultStep step) throws InterruptedException {
        journal.accept(step.toString());
        List<String> object = step.object();
        switch (step.verb()) {
            case KILL -> atOnce(targets(object), ManagedProcess::kill);
            case TERMINATE -> targets(object).forEach(ManagedProcess::terminate);
            case FREEZE -> targets(object).forEach(this::freeze);
            case THAW -> thaw();
            case HANG -> targets(object).forEach(node -> hung.add(HungDisk.of(node)));
            case FILL -> targets(object).forEach(this::fill);
            case DRAIN -> drain();
            case HOLD -> hold(object.getFirst());
            case RESUME -> resume(object.getFirst());
            case EXHAUST -> targets(object).forEach(Faults::exhaust);
            case REFUSE -> links(object, FaultProxy::refuse);
            case DROP -> links(object, FaultProxy::drop);
            case DEAFEN -> links(object, FaultProxy::dropToTarget);
            case MUTE -> links(object, FaultProxy::dropFromTarget);
            case DELAY -> {
                Duration each = duration(object.getLast());
                links(object.subList(0, object.size() - 1), link -> link.delay(each));
            }
            case CUT -> cut(object);
            case KILL_ON_ANSWER -> killOnAnswer(object);
            case CONFIGURE -> configure(object);
            case RESTORE -> restore();
            case SPLIT -> split(object.getFirst());
            case PASS -> pass();
            case WAIT -> Thread.sleep(duration(object.getFirst()));
            case AWAIT -> cluster().awaitWhole(RECOVERY);
            case ROLL -> roll(object.getFirst());
            case ADD_SHARD -> new ShardSteps(cluster()).add();
            case DRAIN_SHARD -> new ShardSteps(cluster()).drain();
            case AWAIT_EVEN -> new ShardSteps(cluster()).awaitEven();
            case REMOVE_SHARD -> new ShardSteps(cluster()).remove();
            case POWER_CUT -> platform.cutPower();
            case RANDOM -> random(Integer.parseInt(object.getFirst()), duration(object.getLast()));
        }
    }

    /** Undoes all faults that do not end by themselves. */
    public void heal() {
        thaw();
        drain();
        pass();
        restore();
        List.copyOf(held).forEach(this::resume);
    }

    private Cluster cluster() {
        return platform.cluster();
    }

    private List<ManagedProcess> targets(List<String> words) {
        return new Targets(cluster()).of(words);
    }

    private static void atOnce(List<ManagedProcess> all, Consumer<ManagedProcess> harm) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(process -> threads.execute(() -> harm.accept(process)));
        }
    }

    private void freeze(ManagedProcess process) {
        process.freeze();
        frozen.add(process);
    }

    /** Fills the heap of a service: loads an agent into its JVM. */
    private static void exhaust(ManagedProcess process) {
        try {
            URI hog = MemoryHog.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            VirtualMachine victim = VirtualMachine.attach(Long.toString(process.pid()));
            victim.loadAgent(Path.of(hog).toString());
            victim.detach();
        } catch (AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException
                | IOException
                | URISyntaxException e) {
            throw new IllegalStateException("No agent can be loaded into " + process.name(), e);
        }
    }

    private void thaw() {
        frozen.forEach(ManagedProcess::thaw);
        frozen.clear();
        hung.forEach(HungDisk::thaw);
        hung.clear();
    }

    private void fill(ManagedProcess node) {
        full.add(FullDisk.of(SmallVolumes.directory(cluster().directory(), node.name())));
    }

    private void drain() {
        full.forEach(FullDisk::drain);
        full.clear();
    }

    private void hold(String part) {
        cluster().hold(part);
        held.add(part);
    }

    private void resume(String part) {
        held.remove(part);
        cluster().resume(part);
    }

    private void links(List<String> words, Consumer<FaultProxy> harm) {
        for (ManagedProcess process : targets(words)) {
            FaultProxy link = cluster().link(process.name());
            harm.accept(link);
            broken.add(link);
        }
    }

    /** Words such as {@code feed-service-0 from redis-primary}. */
    private void cut(List<String> words) {
        ManagedProcess client = cluster().process(words.getFirst());
        links(words.subList(2, words.size()), link -> link.dropFor(client::pid));
    }

    /** Words such as {@code feed-service-0 POST /api/v1/statuses}. */
    private void killOnAnswer(List<String> words) {
        ManagedProcess victim = cluster().process(words.getFirst());
        String request = String.join(" ", words.subList(1, words.size()));
        links(words.subList(0, 1), link -> link.insteadOfAnswer(request, victim::kill));
    }

    /** Words such as {@code redis-primary maxmemory 1mb}. */
    private void configure(List<String> words) {
        int names = words.size() - 2;
        String setting = words.get(names);
        for (ManagedProcess process : targets(words.subList(0, names))) {
            if (!(process instanceof Configurable node)) {
                throw new IllegalArgumentException(process.name() + " has no settings to change");
            }
            String before = node.configure(setting, words.getLast());
            restorations.push(() -> node.configure(setting, before));
        }
    }

    private void restore() {
        while (!restorations.isEmpty()) {
            restorations.pop().run();
        }
    }

    private void split(String shard) {
        hold(shard);
        cluster().split(shard);
    }

    private void pass() {
        broken.forEach(FaultProxy::pass);
        broken.clear();
    }

    /**
     * Restarts the instances one by one, as a rolling update on Kubernetes does: the next one is
     * stopped once the one before has settled.
     */
    private void roll(String service) throws InterruptedException {
        for (ManagedProcess instance : targets(List.of("all", service))) {
            long before = instance.pid();
            instance.terminate();
            long deadline = System.nanoTime() + RETURN.toNanos();
            while (instance.pid() == before || instance.pid() < 0 || !cluster().isWhole()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(instance.name() + " has not come back");
                }
                Thread.sleep(PAUSE);
            }
            Thread.sleep(SETTLING);
        }
    }

    private void random(int most, Duration atMost) throws InterruptedException {
        RandomFaults faults = RandomFaults.of(seed, cluster());
        long end = System.nanoTime() + atMost.toNanos();
        for (int done = 0; done < most && System.nanoTime() < end; done++) {
            RandomFaults.Fault fault = faults.next();
            Set<Long> before = instances();
            apply(fault.step());
            Thread.sleep(fault.lasting());
            thaw();
            pass();
            restore();
            cluster().awaitWhole(RECOVERY);
            // An instance that has just started is still slow; the next fault would come on top of
            // that.
            awaitCalm(instances().equals(before) ? PAUSE : SETTLING);
        }
    }

    /**
     * Returns once the platform is as calm as before the first fault: answers come soon, and the
     * machine has idle processors.
     */
    private void awaitCalm(Duration quiet) throws InterruptedException {
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        do {
            awaitAnswersFor(quiet);
        } while (!Headroom.isAvailable() && System.nanoTime() < deadline);
    }

    /**
     * Returns once no request has waited for long for some time. A client that still waits is
     * affected by the last fault, and should not be affected by the next one, too. A slow machine
     * takes longer to be as fast as before.
     */
    private void awaitAnswersFor(Duration quiet) throws InterruptedException {
        long now = System.nanoTime();
        long deadline = now + RECOVERY.toNanos();
        long since = now;
        while (now - since < quiet.toNanos() && now < deadline) {
            Thread.sleep(PAUSE);
            now = System.nanoTime();
            if (longestWait.get().compareTo(LONG_WAIT) > 0) {
                since = now;
            }
        }
    }

    /**
     * Process ids of the service instances. After a restart they take a while to be as fast as
     * before.
     */
    private Set<Long> instances() {
        return cluster().processes().stream()
                .filter(process -> cluster().managementPorts().containsKey(process.name()))
                .map(ManagedProcess::pid)
                .collect(toSet());
    }

    /** Parses a duration such as 8m, 20s, 0.5s or 500ms. */
    private static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
