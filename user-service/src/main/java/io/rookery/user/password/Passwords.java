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
 * Hashes passwords with Argon2id, few at a time: however many people sign in at once, hashing takes
 * a known amount of memory and leaves processors to others. Client addresses take turns: one that
 * asks for many keeps nobody else waiting for them.
 */
@Component
public final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    private final PasswordEncoder argon2;
    private final FairTurns turns;

    /**
     * Of the operating system's scheduling: a virtual thread would keep a carrier from all others.
     */
    private final ExecutorService hashers;

    private final Duration patience;
    private final String nobodysHash;

    Passwords(PasswordSettings settings) {
        int kibibytes = Math.toIntExact(settings.memory().toKilobytes());
        this.argon2 =
                new Argon2PasswordEncoder(
                        SALT_BYTES, HASH_BYTES, LANES, kibibytes, settings.iterations());
        this.turns = new FairTurns(settings.concurrency(), settings.waiting());
        this.hashers =
                Executors.newFixedThreadPool(
                        settings.concurrency(),
                        Thread.ofPlatform().daemon().name("password-", 0).factory());
        this.patience = settings.patience();
        this.nobodysHash = hashNow("");
    }

    /**
     * A salted hash of the password.
     *
     * @param client who waits for it
     * @throws ApiException 503 if too many others are waiting
     */
    public String hash(String password, ClientAddress client) {
        return inTurn(client, () -> hashNow(password));
    }

    /**
     * Whether the password is the one of the hash. Takes the same time without a hash, so that an
     * answer does not tell whether there is an account.
     *
     * @param client who waits for it
     * @throws ApiException 503 if too many others are waiting
     */
    public boolean matches(String password, @Nullable String hash, ClientAddress client) {
        boolean matches =
                inTurn(client, () -> argon2.matches(password, hash == null ? nobodysHash : hash));
        return matches && hash != null;
    }

    private String hashNow(String password) {
        String hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalStateException("A password has no hash");
        }
        return hash;
    }

    private <T> T inTurn(ClientAddress client, Supplier<T> work) {
        // It is this queue that bounds them, not how many requests are taken.
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
