package io.rookery.kit.failover;

import io.opentelemetry.api.trace.Tracer;
import io.rookery.kit.admission.Admission;
import io.rookery.kit.admission.AdmittedRequest;
import io.rookery.kit.balancing.InstanceChooser;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.error.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Gets an answer for a request from one of a service's instances, and from another one when the
 * first dies, freezes or turns it away. A request that may have had an effect is only sent again if
 * that does no harm and the budget allows it; one that certainly had none always, unless it was an
 * overload that turned it away. Gives up when every instance has, and at the deadline of the
 * calling thread.
 *
 * <p>What a request does to one instance it does to every one if the request is to blame; so no
 * instance is passed over for a failure or a broken connection unless another one has answered the
 * same request well.
 */
public final class RequestFailover {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_SHED_SECONDS = 3;
    private static final int TIMEOUT_ELSEWHERE = 504;

    /** Bounds what those can cost whose requests fail wherever they go. */
    private static final double OPINION_RATIO = 0.05;

    private static final int OPINION_RESERVE = 20;

    /** A request that is broken off so often does it to whoever gets it. */
    private static final int MOST_BREAKS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final InstanceChooser chooser;
    private final InstanceTransport transport;
    private final InstanceHealth health;
    private final RetryBudget budget;
    private final RetryBudget opinions = new RetryBudget(OPINION_RATIO, OPINION_RESERVE);
    private final FailoverSettings settings;
    private final FailoverMetrics metrics;
    private final Tracer tracer;

    RequestFailover(
            InstanceChooser chooser,
            InstanceTransport transport,
            InstanceHealth health,
            FailoverSettings settings,
            FailoverMetrics metrics,
            Tracer tracer) {
        this.chooser = chooser;
        this.transport = transport;
        this.health = health;
        this.budget = new RetryBudget(settings.retryRatio(), settings.retryReserve());
        this.settings = settings;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    /** Prepares for requests to the service, so that the first one need not wait. */
    public void prepare(String service) {
        chooser.prepare(service);
    }

    /** Whether an instance of the service is known. */
    public boolean knows(String service) {
        return !chooser.known(service).isEmpty();
    }

    /** Identifiers of the instances that are known, whatever their state. */
    public List<String> instancesOf(String service) {
        return chooser.known(service).stream()
                .map(instance -> String.valueOf(instance.getInstanceId()))
                .toList();
    }

    /**
     * Sends the request until an instance answers it, with whatever status.
     *
     * @throws UnavailableException when none does before the deadline, or when it must not be sent
     *     again; it may then have had an effect
     */
    public Answer send(OutboundRequest request) {
        return new Journey(request).run();
    }

    /** One request on its way from instance to instance. */
    private final class Journey {

        private final OutboundRequest request;
        private final Deadline deadline = Deadline.current();
        private final Set<String> tried = HashSet.newHashSet(4);
        private Duration pause = FIRST_PAUSE;
        private Duration waitedForAnyone = Duration.ZERO;
        private int attempts;
        private @Nullable IOException lastFailure;

        /** The first instance that broke the request off, until another one has, too. */
        private @Nullable ServiceInstance brokenOffBy;

        private boolean brokeOffElsewhere;
        private int breaks;
        private boolean mayHaveHappened;
        private boolean wasTurnedAway;

        Journey(OutboundRequest request) {
            this.request = request;
        }

        Answer run() {
            budget.earn();
            opinions.earn();
            while (!deadline.hasPassed()) {
                ServiceInstance instance = choose();
                if (instance == null && wasTurnedAway) {
                    throw overloaded();
                }
                if (instance == null) {
                    waitForAnInstance();
                    continue;
                }
                Answer answer = attempt(instance);
                if (answer != null) {
                    return answer;
                }
            }
            throw unavailable("did not answer in time");
        }

        /** The answer; null when another attempt may bring one. */
        private @Nullable Answer attempt(ServiceInstance instance) {
            long started = System.nanoTime();
            try (AttemptSpan span = AttemptSpan.begin(tracer, request, instance, attempts++)) {
                try {
                    Answer answer = sendTo(instance, span);
                    span.answered(answer.status());
                    if (answer.hasHeader(Admission.WAITED_HEADER)) {
                        AdmittedRequest.waits();
                    }
                    if (!isTurnedAway(answer)) {
                        return settled(judged(instance, answer, System.nanoTime() - started));
                    }
                    answer.discard();
                    span.failed(AttemptFailure.TURNED_AWAY);
                    onTurnedAway(instance);
                } catch (AttemptException e) {
                    lastFailure = e;
                    span.failed(e.failure());
                    onFailure(instance, e.failure());
                }
                return null;
            }
        }

        private @Nullable ServiceInstance choose() {
            List<ServiceInstance> all = chooser.known(request.service());
            if (all.isEmpty()) {
                return null;
            }
            Predicate<ServiceInstance> usable = health.usable(all);
            ServiceInstance instance = chooseFrom(usable);
            // The others were passed over for their past; this request has not tried them yet.
            return instance == null ? chooseFrom(_ -> true) : instance;
        }

        private @Nullable ServiceInstance chooseFrom(Predicate<ServiceInstance> usable) {
            return chooser.choose(
                    request.service(),
                    tried.isEmpty()
                            ? usable
                            : usable.and(instance -> !tried.contains(instance.getInstanceId())),
                    request.preferredInstance(),
                    health::load);
        }

        private Answer sendTo(ServiceInstance instance, AttemptSpan span) throws AttemptException {
            AtomicInteger outstanding = health.outstanding(instance);
            outstanding.incrementAndGet();
            try {
                return transport.send(instance, request, deadline, silence(), span);
            } finally {
                outstanding.decrementAndGet();
            }
        }

        private Duration silence() {
            Duration left = deadline.remaining();
            Duration longest = settings.attemptTimeout();
            boolean isCut = request.isRead() && left.compareTo(longest) > 0;
            Duration silence = isCut ? longest : left;
            // Zero would mean without end.
            return silence.toMillis() == 0 ? Duration.ofMillis(1) : silence;
        }

        /** More requests are the last thing that instances need which shed what they have. */
        private void onTurnedAway(ServiceInstance instance) {
            metrics.attemptFailed(AttemptFailure.TURNED_AWAY);
            health.turnedAway(instance);
            wasTurnedAway = true;
            if (!budget.spend()) {
                metrics.budgetExhausted();
                throw overloaded();
            }
            metrics.retried();
            tried.add(String.valueOf(instance.getInstanceId()));
        }

        private void onFailure(ServiceInstance instance, AttemptFailure failure) {
            metrics.attemptFailed(failure);
            if (failure == AttemptFailure.BROKEN_OFF) {
                onBrokenOff(instance);
            } else {
                health.failed(instance, failure);
            }
            AdmittedRequest.waits();
            if (!failure.isUnsent()) {
                mayHaveHappened |= !request.isRead();
                if (!request.repeatable()) {
                    throw unavailable("did not answer a request that cannot be repeated");
                }
                if (!budget.spend()) {
                    metrics.budgetExhausted();
                    throw unavailable("did not answer, and too many requests are being repeated");
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw unavailable("was not waited for");
            }
            if (breaks == MOST_BREAKS) {
                throw unavailable("breaks the request off wherever it is sent");
            }
            metrics.retried();
            tried.add(String.valueOf(instance.getInstanceId()));
        }

        /**
         * All instances were tried, or none is known: waits a little, then all come into question.
         */
        private void waitForAnInstance() {
            AdmittedRequest.waits();
            if (tried.isEmpty()) {
                waitedForAnyone = waitedForAnyone.plus(pause);
                if (waitedForAnyone.compareTo(settings.emptyPatience()) > 0) {
                    throw unavailable("has no instance");
                }
            }
            tried.clear();
            long millis = Math.min(pause.toMillis(), deadline.remaining().toMillis());
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("was not waited for");
            }
            pause = pause.multipliedBy(2);
            if (pause.compareTo(LONGEST_PAUSE) > 0) {
                pause = LONGEST_PAUSE;
            }
        }

        /**
         * A refusal of this attempt says nothing of an earlier one that perhaps was not refused.
         */
        private Answer settled(Answer answer) {
            if (mayHaveHappened && answer.status() == UNAVAILABLE) {
                answer.discard();
                throw unavailable("cannot say what became of the request");
            }
            return answer;
        }

        private void onBrokenOff(ServiceInstance instance) {
            breaks++;
            if (brokenOffBy == null && !brokeOffElsewhere) {
                brokenOffBy = instance;
            } else if (brokenOffBy != null && !isSame(brokenOffBy, instance)) {
                brokenOffBy = null;
                brokeOffElsewhere = true;
            }
        }

        /** Says how the instance fares; the answer is another one's if that did better. */
        private Answer judged(ServiceInstance instance, Answer answer, long nanos) {
            if (isOwnFailure(answer)) {
                return compared(instance, answer, nanos);
            }
            health.succeeded(instance, nanos);
            if (brokenOffBy != null && !isSame(brokenOffBy, instance)) {
                health.brokeOff(brokenOffBy);
                brokenOffBy = null;
            }
            return answer;
        }

        /** A failure is the instance's if another one does better, and the request's otherwise. */
        private Answer compared(ServiceInstance instance, Answer failure, long nanos) {
            tried.add(String.valueOf(instance.getInstanceId()));
            ServiceInstance other =
                    request.isRead() && opinions.spend()
                            ? chooseFrom(health.usable(chooser.known(request.service())))
                            : null;
            if (other == null) {
                return failure;
            }
            long started = System.nanoTime();
            try (AttemptSpan span = AttemptSpan.begin(tracer, request, other, attempts++)) {
                Answer answer = sendTo(other, span);
                span.answered(answer.status());
                if (answer.status() >= SERVER_ERROR) {
                    answer.discard();
                    return failure;
                }
                health.answeredBadly(
                        instance, nanos, new IOException("status " + failure.status()));
                health.succeeded(other, System.nanoTime() - started);
                failure.discard();
                return answer;
            } catch (AttemptException e) {
                metrics.attemptFailed(e.failure());
                if (e.failure() != AttemptFailure.BROKEN_OFF) {
                    health.failed(other, e.failure());
                }
                return failure;
            }
        }

        /** Whether the answer is neither the request's refusal nor tells of somebody else's. */
        private static boolean isOwnFailure(Answer answer) {
            return answer.status() >= SERVER_ERROR
                    && answer.status() != UNAVAILABLE
                    && answer.status() != TIMEOUT_ELSEWHERE;
        }

        private static boolean isSame(ServiceInstance one, ServiceInstance other) {
            return Objects.equals(one.getInstanceId(), other.getInstanceId());
        }

        private UnavailableException overloaded() {
            AdmittedRequest.metOverload();
            if (mayHaveHappened) {
                return unavailable("is overloaded, and cannot say what became of the request");
            }
            metrics.leftUnanswered();
            return new UnavailableException(
                    request.service() + " is overloaded",
                    lastFailure,
                    Duration.ofSeconds(
                            ThreadLocalRandom.current().nextLong(1, LONGEST_SHED_SECONDS + 1)));
        }

        private UnavailableException unavailable(String why) {
            metrics.leftUnanswered();
            String sentence = request.service() + " " + why;
            return mayHaveHappened
                    ? UnavailableException.outcomeUnknown(sentence, lastFailure)
                    : new UnavailableException(sentence, lastFailure);
        }

        private static boolean isTurnedAway(Answer answer) {
            return answer.status() == UNAVAILABLE && answer.hasHeader(Admission.UNPROCESSED_HEADER);
        }
    }
}
