package io.rookery.kit.failover;

import io.opentelemetry.api.trace.Tracer;
import io.rookery.kit.admission.Admission;
import io.rookery.kit.admission.AdmittedRequest;
import io.rookery.kit.balancing.InstanceChooser;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.error.UnavailableException;
import io.rookery.worker.BackOff;
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
 * Sends a request to an instance of a service, and retries it at another instance if the first one
 * dies, freezes or sheds it. A request that may have had an effect is only retried if it is
 * repeatable and the retry budget allows it. A request that was shed is only retried if the budget
 * allows it. Any other request that certainly had no effect is always retried. Gives up at the
 * deadline of the calling thread, or earlier if all instances have been tried and one of them shed
 * the request.
 *
 * <p>If the request itself is to blame for a failure, it fails at every instance. So no instance is
 * ejected for a failure or a broken connection unless another one has answered the same request
 * well.
 */
public final class RequestFailover {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_SHED_SECONDS = 3;
    private static final int TIMEOUT_ELSEWHERE = 504;

    /** Share of the requests that may get a second opinion. Bounds the cost of failing requests. */
    private static final double OPINION_RATIO = 0.05;

    private static final int OPINION_RESERVE = 20;

    /** A request that is broken off this often would be broken off by every instance. */
    private static final int MOST_BREAKS = 3;

    private static final BackOff BACK_OFF =
            BackOff.of(Duration.ofMillis(25), Duration.ofMillis(400));

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

    /** Prepares for requests to the service, so that the first one does not have to wait. */
    public void prepare(String service) {
        chooser.prepare(service);
    }

    /** Whether an instance of the service is known. */
    public boolean knows(String service) {
        return !chooser.known(service).isEmpty();
    }

    /** Identifiers of all known instances, whatever their state. */
    public List<String> instancesOf(String service) {
        return chooser.known(service).stream()
                .map(instance -> String.valueOf(instance.getInstanceId()))
                .toList();
    }

    /**
     * Sends the request until an instance answers it, with whatever status.
     *
     * @throws UnavailableException if no instance answers before the deadline, or if the request
     *     must not be retried; the request may then have had an effect
     */
    public UpstreamResponse send(OutboundRequest request) {
        return new Attempts(request).run();
    }

    /** The attempts of one request, at one instance after another. */
    private final class Attempts {

        private final OutboundRequest request;
        private final Deadline deadline = Deadline.current();
        private final Set<String> tried = HashSet.newHashSet(4);
        private int pauses;
        private Duration waitedForAnyone = Duration.ZERO;
        private int attempts;
        private @Nullable IOException lastFailure;

        /** The first instance that broke the request off; null again once another one has, too. */
        private @Nullable ServiceInstance brokenOffBy;

        private boolean brokeOffElsewhere;
        private int breaks;
        private boolean mayHaveHappened;
        private boolean wasTurnedAway;

        Attempts(OutboundRequest request) {
            this.request = request;
        }

        UpstreamResponse run() {
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
                UpstreamResponse answer = attempt(instance);
                if (answer != null) {
                    return answer;
                }
            }
            throw unavailable("did not answer in time");
        }

        /** Returns the answer, or null if another attempt may bring one. */
        private @Nullable UpstreamResponse attempt(ServiceInstance instance) {
            long started = System.nanoTime();
            try (AttemptSpan span = AttemptSpan.begin(tracer, request, instance, attempts++)) {
                try {
                    UpstreamResponse answer = sendTo(instance, span);
                    span.answered(answer.status());
                    if (answer.hasHeader(Admission.WAITED_HEADER)) {
                        AdmittedRequest.waits();
                    }
                    if (!isTurnedAway(answer)) {
                        return settled(judged(instance, answer, System.nanoTime() - started));
                    }
                    answer.discard();
                    span.failed(AttemptFailure.SHED);
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
            // The other instances are ejected, but this request has not tried them yet.
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

        private UpstreamResponse sendTo(ServiceInstance instance, AttemptSpan span)
                throws AttemptException {
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
            // Zero would mean no timeout.
            return silence.toMillis() == 0 ? Duration.ofMillis(1) : silence;
        }

        /** Retries a shed request only within the budget, so that retries add no overload. */
        private void onTurnedAway(ServiceInstance instance) {
            metrics.attemptFailed(AttemptFailure.SHED);
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
                    throw unavailable("did not answer, and the request cannot be retried");
                }
                if (!budget.spend()) {
                    metrics.budgetExhausted();
                    throw unavailable("did not answer, and the retry budget is exhausted");
                }
            }
            if (Thread.currentThread().isInterrupted()) {
                throw unavailable("did not answer before the request was cancelled");
            }
            if (breaks == MOST_BREAKS) {
                throw unavailable("closed the connection repeatedly");
            }
            metrics.retried();
            tried.add(String.valueOf(instance.getInstanceId()));
        }

        /**
         * Backs off because all instances were tried, or none is known. Afterwards, all instances
         * are eligible again.
         */
        private void waitForAnInstance() {
            AdmittedRequest.waits();
            Duration pause = BACK_OFF.after(++pauses);
            if (tried.isEmpty()) {
                waitedForAnyone = waitedForAnyone.plus(pause);
                if (waitedForAnyone.compareTo(settings.noInstanceTimeout()) > 0) {
                    throw unavailable("has no known instance");
                }
            }
            tried.clear();
            try {
                Thread.sleep(Math.min(pause.toMillis(), deadline.remaining().toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("did not answer before the request was cancelled");
            }
        }

        /**
         * Returns the answer, unless it is a 503 and an earlier attempt may have had an effect: the
         * outcome of the request is then unknown.
         */
        private UpstreamResponse settled(UpstreamResponse answer) {
            if (mayHaveHappened && answer.status() == UNAVAILABLE) {
                answer.discard();
                throw unavailable("is unavailable, and an earlier attempt has an unknown outcome");
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

        /** Records the outcome for the instance. Returns another one's answer if that is better. */
        private UpstreamResponse judged(
                ServiceInstance instance, UpstreamResponse answer, long nanos) {
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

        /**
         * Gets a second opinion on a read that failed. If another instance does better, the first
         * one is at fault, otherwise the request.
         */
        private UpstreamResponse compared(
                ServiceInstance instance, UpstreamResponse failure, long nanos) {
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
                UpstreamResponse answer = sendTo(other, span);
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

        /**
         * Whether the answer is a failure of the instance itself: neither a refusal of the request
         * nor the report of a failure elsewhere.
         */
        private static boolean isOwnFailure(UpstreamResponse answer) {
            return answer.status() >= SERVER_ERROR
                    && answer.status() != UNAVAILABLE
                    && answer.status() != TIMEOUT_ELSEWHERE;
        }

        private static boolean isSame(ServiceInstance one, ServiceInstance other) {
            return Objects.equals(one.getInstanceId(), other.getInstanceId());
        }

        private UnavailableException overloaded() {
            AdmittedRequest.markDropped();
            if (mayHaveHappened) {
                return unavailable("is overloaded, and an earlier attempt has an unknown outcome");
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

        private static boolean isTurnedAway(UpstreamResponse answer) {
            return answer.status() == UNAVAILABLE && answer.hasHeader(Admission.UNPROCESSED_HEADER);
        }
    }
}
