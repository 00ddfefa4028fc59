package io.rookery.user.password;

import io.rookery.kit.admission.AdmittedRequest;
import io.rookery.kit.error.ApiException;
import io.rookery.user.throttle.ClientAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id, with limited concurrency: however many users sign in at the same
 * time, hashing uses a bounded amount of memory and leaves processors for other work. Client
 * addresses take turns, so that an address with many requests does not delay the others.
 */
@Component
public final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    private final PasswordEncoder argon2;
    private final FairLimiter turns;

    /**
     * Platform threads, because a virtual thread would block its carrier thread while it hashes.
     */
    private final ExecutorService hashers;

    private final Duration patience;
    private final String nobodysHash;

    Passwords(PasswordSettings settings) {
        int kibibytes = Math.toIntExact(settings.memory().toKilobytes());
        this.argon2 =
                new Argon2PasswordEncoder(
                        SALT_BYTES, HASH_BYTES, LANES, kibibytes, settings.iterations());
        this.turns = new FairLimiter(settings.concurrency(), settings.waiting());
        this.hashers =
                Executors.newFixedThreadPool(
                        settings.concurrency(),
                        Thread.ofPlatform().daemon().name("password-", 0).factory());
        this.patience = settings.patience();
        this.nobodysHash = hashNow("");
    }

    /**
     * Computes a salted hash of the password.
     *
     * @param client the client that waits for it
     * @throws ApiException 503 if too many requests are waiting
     */
    public String hash(String password, ClientAddress client) {
        return inTurn(client, () -> hashNow(password));
    }

    /**
     * Whether the password matches the hash. Takes the same time without a hash, so that the
     * response time does not reveal whether the account exists.
     *
     * @param client the client that waits for it
     * @throws ApiException 503 if too many requests are waiting
     */
    public boolean matches(String password, @Nullable String hash, ClientAddress client) {
        boolean matches =
                inTurn(client, () -> argon2.matches(password, hash == null ? nobodysHash : hash));
        return matches && hash != null;
    }

    private String hashNow(String password) {
        String hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalStateException("Password hashing returned no hash");
        }
        return hash;
    }

    private <T> T inTurn(ClientAddress client, Supplier<T> work) {
        // This queue limits them, not the limit on concurrent requests.
        AdmittedRequest.waits();
        try {
            if (!turns.await(client, patience)) {
                throw overloaded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        }
        try {
            return CompletableFuture.supplyAsync(work, hashers).join();
        } finally {
            turns.done();
        }
    }

    private static ApiException overloaded() {
        return new ApiException(
                HttpStatus.SERVICE_UNAVAILABLE, "Too many people are signing in, please try again");
    }
}
